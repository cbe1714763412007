from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...helpers.problems import expect_json, first_fitting, result_of
from ...models.body_too_large_problem import BodyTooLargeProblem
from ...models.if_match_missing_problem import IfMatchMissingProblem
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_api_key_problem import InvalidApiKeyProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.json_number_too_long_problem import JsonNumberTooLongProblem
from ...models.json_too_deep_problem import JsonTooDeepProblem
from ...models.last_owner_problem import LastOwnerProblem
from ...models.malformed_json_problem import MalformedJsonProblem
from ...models.missing_scope_problem import MissingScopeProblem
from ...models.not_authenticated_problem import NotAuthenticatedProblem
from ...models.own_password_problem import OwnPasswordProblem
from ...models.password_too_common_problem import PasswordTooCommonProblem
from ...models.password_too_guessable_problem import PasswordTooGuessableProblem
from ...models.problem import Problem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.scope_not_held_problem import ScopeNotHeldProblem
from ...models.service_busy_problem import ServiceBusyProblem
from ...models.stale_version_problem import StaleVersionProblem
from ...models.unsupported_media_type_problem import UnsupportedMediaTypeProblem
from ...models.user import User
from ...models.user_not_found_problem import UserNotFoundProblem
from ...models.user_patch import UserPatch
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import Response

Answer = (
    BodyTooLargeProblem
    | Problem
    | IfMatchMissingProblem
    | InternalErrorProblem
    | InvalidApiKeyProblem
    | InvalidTokenProblem
    | NotAuthenticatedProblem
    | JsonNumberTooLongProblem
    | JsonTooDeepProblem
    | MalformedJsonProblem
    | LastOwnerProblem
    | MissingScopeProblem
    | OwnPasswordProblem
    | ScopeNotHeldProblem
    | PasswordTooCommonProblem
    | PasswordTooGuessableProblem
    | ValidationFailedProblem
    | RateLimitedProblem
    | ServiceBusyProblem
    | StaleVersionProblem
    | UnsupportedMediaTypeProblem
    | UserNotFoundProblem
    | User
)


def _get_kwargs(
    user_id: UUID,
    *,
    body: UserPatch,
    if_match: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/users/{user_id}".format(
            user_id=quote(str(user_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/merge-patch+json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Answer | None:
    expect_json(response)
    if response.status_code == 200:
        response_200 = User.from_dict(response.json())

        return response_200

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
            first_fitting(
                response.json(),
                MissingScopeProblem,
                OwnPasswordProblem,
                ScopeNotHeldProblem,
                Problem,
            ),
        )
    if response.status_code == 404:
        return cast(Answer, first_fitting(response.json(), UserNotFoundProblem, Problem))
    if response.status_code == 409:
        return cast(Answer, first_fitting(response.json(), LastOwnerProblem, Problem))
    if response.status_code == 412:
        return cast(Answer, first_fitting(response.json(), StaleVersionProblem, Problem))
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
    if response.status_code == 428:
        return cast(Answer, first_fitting(response.json(), IfMatchMissingProblem, Problem))
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
    user_id: UUID,
    *,
    client: AuthenticatedClient,
    body: UserPatch,
    if_match: str,
) -> Response[Answer]:
    """Change a user

     A new password, another role, or `is_active: false` ends the user's sessions. Your own
    password you change with `PATCH /v1/me`. Whoever does it holds every scope that the user
    has, before and after.

    Needs the scope `access:write`.

    Args:
        user_id (UUID):
        if_match (str):
        body (UserPatch): What of a user may change.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        user_id=user_id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    user_id: UUID,
    *,
    client: AuthenticatedClient,
    body: UserPatch,
    if_match: str,
) -> User:
    """Change a user

     A new password, another role, or `is_active: false` ends the user's sessions. Your own
    password you change with `PATCH /v1/me`. Whoever does it holds every scope that the user
    has, before and after.

    Needs the scope `access:write`.

    Args:
        user_id (UUID):
        if_match (str):
        body (UserPatch): What of a user may change.

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        User
    """

    response = sync_detailed(
        user_id=user_id,
        client=client,
        body=body,
        if_match=if_match,
    )
    return cast(User, result_of(response))


async def asyncio_detailed(
    user_id: UUID,
    *,
    client: AuthenticatedClient,
    body: UserPatch,
    if_match: str,
) -> Response[Answer]:
    """Change a user

     A new password, another role, or `is_active: false` ends the user's sessions. Your own
    password you change with `PATCH /v1/me`. Whoever does it holds every scope that the user
    has, before and after.

    Needs the scope `access:write`.

    Args:
        user_id (UUID):
        if_match (str):
        body (UserPatch): What of a user may change.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        user_id=user_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    user_id: UUID,
    *,
    client: AuthenticatedClient,
    body: UserPatch,
    if_match: str,
) -> User:
    """Change a user

     A new password, another role, or `is_active: false` ends the user's sessions. Your own
    password you change with `PATCH /v1/me`. Whoever does it holds every scope that the user
    has, before and after.

    Needs the scope `access:write`.

    Args:
        user_id (UUID):
        if_match (str):
        body (UserPatch): What of a user may change.

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        User
    """

    response = await asyncio_detailed(
        user_id=user_id,
        client=client,
        body=body,
        if_match=if_match,
    )
    return cast(User, result_of(response))
