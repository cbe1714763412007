from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...helpers.problems import expect_json, first_fitting, result_of
from ...models.body_too_large_problem import BodyTooLargeProblem
from ...models.internal_error_problem import InternalErrorProblem
from ...models.json_number_too_long_problem import JsonNumberTooLongProblem
from ...models.json_too_deep_problem import JsonTooDeepProblem
from ...models.malformed_json_problem import MalformedJsonProblem
from ...models.password_reset import PasswordReset
from ...models.password_reset_create import PasswordResetCreate
from ...models.problem import Problem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.service_busy_problem import ServiceBusyProblem
from ...models.unsupported_media_type_problem import UnsupportedMediaTypeProblem
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import Response

Answer = (
    BodyTooLargeProblem
    | Problem
    | InternalErrorProblem
    | JsonNumberTooLongProblem
    | JsonTooDeepProblem
    | MalformedJsonProblem
    | PasswordReset
    | RateLimitedProblem
    | ServiceBusyProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
)


def _get_kwargs(
    *,
    body: PasswordResetCreate,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/auth/password-reset",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Answer | None:
    expect_json(response)
    if response.status_code == 202:
        response_202 = PasswordReset.from_dict(response.json())

        return response_202

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
    if response.status_code == 413:
        return cast(Answer, first_fitting(response.json(), BodyTooLargeProblem, Problem))
    if response.status_code == 415:
        return cast(Answer, first_fitting(response.json(), UnsupportedMediaTypeProblem, Problem))
    if response.status_code == 422:
        return cast(Answer, first_fitting(response.json(), ValidationFailedProblem, Problem))
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
    body: PasswordResetCreate,
) -> Response[Answer]:
    """Ask for a new password

     Sends a mail with a token to the user of this address, if there is one who may log in.
    The answer is the same in any case. An earlier token stops working.

    Args:
        body (PasswordResetCreate): Who has forgotten their password.

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
    body: PasswordResetCreate,
) -> PasswordReset:
    """Ask for a new password

     Sends a mail with a token to the user of this address, if there is one who may log in.
    The answer is the same in any case. An earlier token stops working.

    Args:
        body (PasswordResetCreate): Who has forgotten their password.

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PasswordReset
    """

    response = sync_detailed(
        client=client,
        body=body,
    )
    return cast(PasswordReset, result_of(response))


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: PasswordResetCreate,
) -> Response[Answer]:
    """Ask for a new password

     Sends a mail with a token to the user of this address, if there is one who may log in.
    The answer is the same in any case. An earlier token stops working.

    Args:
        body (PasswordResetCreate): Who has forgotten their password.

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
    body: PasswordResetCreate,
) -> PasswordReset:
    """Ask for a new password

     Sends a mail with a token to the user of this address, if there is one who may log in.
    The answer is the same in any case. An earlier token stops working.

    Args:
        body (PasswordResetCreate): Who has forgotten their password.

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PasswordReset
    """

    response = await asyncio_detailed(
        client=client,
        body=body,
    )
    return cast(PasswordReset, result_of(response))
