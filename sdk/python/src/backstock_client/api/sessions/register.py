from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...helpers.problems import expect_json, first_fitting, result_of
from ...models.body_too_large_problem import BodyTooLargeProblem
from ...models.email_taken_problem import EmailTakenProblem
from ...models.internal_error_problem import InternalErrorProblem
from ...models.json_number_too_long_problem import JsonNumberTooLongProblem
from ...models.json_too_deep_problem import JsonTooDeepProblem
from ...models.malformed_json_problem import MalformedJsonProblem
from ...models.password_too_common_problem import PasswordTooCommonProblem
from ...models.password_too_guessable_problem import PasswordTooGuessableProblem
from ...models.problem import Problem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.registration_closed_problem import RegistrationClosedProblem
from ...models.registration_create import RegistrationCreate
from ...models.service_busy_problem import ServiceBusyProblem
from ...models.unsupported_media_type_problem import UnsupportedMediaTypeProblem
from ...models.user import User
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import Response

Answer = (
    BodyTooLargeProblem
    | Problem
    | EmailTakenProblem
    | InternalErrorProblem
    | JsonNumberTooLongProblem
    | JsonTooDeepProblem
    | MalformedJsonProblem
    | PasswordTooCommonProblem
    | PasswordTooGuessableProblem
    | ValidationFailedProblem
    | RateLimitedProblem
    | RegistrationClosedProblem
    | ServiceBusyProblem
    | UnsupportedMediaTypeProblem
    | User
)


def _get_kwargs(
    *,
    body: RegistrationCreate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/auth/register",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Answer | None:
    expect_json(response)
    if response.status_code == 201:
        response_201 = User.from_dict(response.json())

        return response_201

    if response.status_code == 400:
        return cast(
            Answer,
            first_fitting(
                response.json(),
                MalformedJsonProblem,
                JsonTooDeepProblem,
                JsonNumberTooLongProblem,
                Problem,
            ),
        )
    if response.status_code == 403:
        return cast(Answer, first_fitting(response.json(), RegistrationClosedProblem, Problem))
    if response.status_code == 409:
        return cast(Answer, first_fitting(response.json(), EmailTakenProblem, Problem))
    if response.status_code == 413:
        return cast(Answer, first_fitting(response.json(), BodyTooLargeProblem, Problem))
    if response.status_code == 415:
        return cast(Answer, first_fitting(response.json(), UnsupportedMediaTypeProblem, Problem))
    if response.status_code == 422:
        return cast(
            Answer,
            first_fitting(
                response.json(),
                ValidationFailedProblem,
                PasswordTooCommonProblem,
                PasswordTooGuessableProblem,
                Problem,
            ),
        )
    if response.status_code == 429:
        return cast(Answer, first_fitting(response.json(), RateLimitedProblem, Problem))
    if response.status_code == 500:
        return cast(Answer, first_fitting(response.json(), InternalErrorProblem, Problem))
    if response.status_code == 503:
        return cast(Answer, first_fitting(response.json(), ServiceBusyProblem, Problem))
    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Answer]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RegistrationCreate,
) -> Response[Answer]:
    """Open an account

     Makes an account with you as its owner and the built-in product kinds. Log in next.

    Args:
        body (RegistrationCreate): What a merchant says to open an account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: RegistrationCreate,
) -> User:
    """Open an account

     Makes an account with you as its owner and the built-in product kinds. Log in next.

    Args:
        body (RegistrationCreate): What a merchant says to open an account.

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        User
    """

    response = sync_detailed(
        client=client,
        body=body,
    )
    return cast(User, result_of(response))


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RegistrationCreate,
) -> Response[Answer]:
    """Open an account

     Makes an account with you as its owner and the built-in product kinds. Log in next.

    Args:
        body (RegistrationCreate): What a merchant says to open an account.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: RegistrationCreate,
) -> User:
    """Open an account

     Makes an account with you as its owner and the built-in product kinds. Log in next.

    Args:
        body (RegistrationCreate): What a merchant says to open an account.

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        User
    """

    response = await asyncio_detailed(
        client=client,
        body=body,
    )
    return cast(User, result_of(response))
