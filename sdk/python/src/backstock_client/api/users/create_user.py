from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...helpers.problems import expect_json, first_fitting, result_of
from ...models.body_too_large_problem import BodyTooLargeProblem
from ...models.email_taken_problem import EmailTakenProblem
from ...models.idempotency_key_invalid_problem import IdempotencyKeyInvalidProblem
from ...models.idempotency_key_reused_problem import IdempotencyKeyReusedProblem
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_api_key_problem import InvalidApiKeyProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.json_number_too_long_problem import JsonNumberTooLongProblem
from ...models.json_too_deep_problem import JsonTooDeepProblem
from ...models.malformed_json_problem import MalformedJsonProblem
from ...models.missing_scope_problem import MissingScopeProblem
from ...models.not_authenticated_problem import NotAuthenticatedProblem
from ...models.password_too_common_problem import PasswordTooCommonProblem
from ...models.password_too_guessable_problem import PasswordTooGuessableProblem
from ...models.problem import Problem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.request_in_progress_problem import RequestInProgressProblem
from ...models.scope_not_held_problem import ScopeNotHeldProblem
from ...models.service_busy_problem import ServiceBusyProblem
from ...models.unsupported_media_type_problem import UnsupportedMediaTypeProblem
from ...models.user import User
from ...models.user_create import UserCreate
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import UNSET, Response, Unset

Answer = (
    BodyTooLargeProblem
    | Problem
    | EmailTakenProblem
    | RequestInProgressProblem
    | IdempotencyKeyInvalidProblem
    | JsonNumberTooLongProblem
    | JsonTooDeepProblem
    | MalformedJsonProblem
    | IdempotencyKeyReusedProblem
    | PasswordTooCommonProblem
    | PasswordTooGuessableProblem
    | ValidationFailedProblem
    | InternalErrorProblem
    | InvalidApiKeyProblem
    | InvalidTokenProblem
    | NotAuthenticatedProblem
    | MissingScopeProblem
    | ScopeNotHeldProblem
    | RateLimitedProblem
    | ServiceBusyProblem
    | UnsupportedMediaTypeProblem
    | User
)


def _get_kwargs(
    *,
    body: UserCreate,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/users",
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
                IdempotencyKeyInvalidProblem,
                Problem,
            ),
        )
    if response.status_code == 401:
        return cast(
            Answer,
            first_fitting(
                response.json(),
                NotAuthenticatedProblem,
                InvalidTokenProblem,
                InvalidApiKeyProblem,
                Problem,
            ),
        )
    if response.status_code == 403:
        return cast(
            Answer,
            first_fitting(response.json(), MissingScopeProblem, ScopeNotHeldProblem, Problem),
        )
    if response.status_code == 409:
        return cast(
            Answer,
            first_fitting(response.json(), RequestInProgressProblem, EmailTakenProblem, Problem),
        )
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
                IdempotencyKeyReusedProblem,
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
    client: AuthenticatedClient,
    body: UserCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[Answer]:
    """Let another person in

     Whoever does it holds every scope of the role, so that an API key lets in nobody who may
    do more than it may.

    Needs the scope `access:write`.

    Args:
        idempotency_key (str | Unset):
        body (UserCreate): What is said to let another person in.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: UserCreate,
    idempotency_key: str | Unset = UNSET,
) -> User:
    """Let another person in

     Whoever does it holds every scope of the role, so that an API key lets in nobody who may
    do more than it may.

    Needs the scope `access:write`.

    Args:
        idempotency_key (str | Unset):
        body (UserCreate): What is said to let another person in.

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
        idempotency_key=idempotency_key,
    )
    return cast(User, result_of(response))


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: UserCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[Answer]:
    """Let another person in

     Whoever does it holds every scope of the role, so that an API key lets in nobody who may
    do more than it may.

    Needs the scope `access:write`.

    Args:
        idempotency_key (str | Unset):
        body (UserCreate): What is said to let another person in.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: UserCreate,
    idempotency_key: str | Unset = UNSET,
) -> User:
    """Let another person in

     Whoever does it holds every scope of the role, so that an API key lets in nobody who may
    do more than it may.

    Needs the scope `access:write`.

    Args:
        idempotency_key (str | Unset):
        body (UserCreate): What is said to let another person in.

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
        idempotency_key=idempotency_key,
    )
    return cast(User, result_of(response))
