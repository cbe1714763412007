import datetime
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...helpers.problems import expect_json, first_fitting, result_of
from ...models.audit_entry_list import AuditEntryList
from ...models.created_at_sort import CreatedAtSort
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_api_key_problem import InvalidApiKeyProblem
from ...models.invalid_cursor_problem import InvalidCursorProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.missing_scope_problem import MissingScopeProblem
from ...models.not_authenticated_problem import NotAuthenticatedProblem
from ...models.problem import Problem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.service_busy_problem import ServiceBusyProblem
from ...models.uri_too_long_problem import UriTooLongProblem
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import UNSET, Response, Unset

Answer = (
    AuditEntryList
    | InternalErrorProblem
    | Problem
    | InvalidApiKeyProblem
    | InvalidTokenProblem
    | NotAuthenticatedProblem
    | InvalidCursorProblem
    | ValidationFailedProblem
    | MissingScopeProblem
    | RateLimitedProblem
    | ServiceBusyProblem
    | UriTooLongProblem
)


def _get_kwargs(
    *,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    include: str | Unset = UNSET,
    sort: CreatedAtSort | Unset = UNSET,
    created_at_from: datetime.datetime | Unset = UNSET,
    created_at_to: datetime.datetime | Unset = UNSET,
    action: str | Unset = UNSET,
    resource_type: str | Unset = UNSET,
    resource_id: UUID | Unset = UNSET,
    principal: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["cursor"] = cursor

    params["include"] = include

    json_sort: str | Unset = UNSET
    if not isinstance(sort, Unset):
        json_sort = sort

    params["sort"] = json_sort

    json_created_at_from: str | Unset = UNSET
    if not isinstance(created_at_from, Unset):
        json_created_at_from = created_at_from.isoformat()
    params["created_at_from"] = json_created_at_from

    json_created_at_to: str | Unset = UNSET
    if not isinstance(created_at_to, Unset):
        json_created_at_to = created_at_to.isoformat()
    params["created_at_to"] = json_created_at_to

    params["action"] = action

    params["resource_type"] = resource_type

    json_resource_id: str | Unset = UNSET
    if not isinstance(resource_id, Unset):
        json_resource_id = str(resource_id)
    params["resource_id"] = json_resource_id

    params["principal"] = principal

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/audit-log",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Answer | None:
    expect_json(response)
    if response.status_code == 200:
        response_200 = AuditEntryList.from_dict(response.json())

        return response_200

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
        return cast(Answer, first_fitting(response.json(), MissingScopeProblem, Problem))
    if response.status_code == 414:
        return cast(Answer, first_fitting(response.json(), UriTooLongProblem, Problem))
    if response.status_code == 422:
        return cast(
            Answer,
            first_fitting(response.json(), ValidationFailedProblem, InvalidCursorProblem, Problem),
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
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    include: str | Unset = UNSET,
    sort: CreatedAtSort | Unset = UNSET,
    created_at_from: datetime.datetime | Unset = UNSET,
    created_at_to: datetime.datetime | Unset = UNSET,
    action: str | Unset = UNSET,
    resource_type: str | Unset = UNSET,
    resource_id: UUID | Unset = UNSET,
    principal: str | Unset = UNSET,
) -> Response[Answer]:
    """List who changed what

     An entry for each change of the account, users, API keys, product kinds, products,
    variants, locations and settings of stock levels, for each import, for each step of an
    order after it was placed, and for sessions that begin and end. A change and its entry
    are kept together or not at all. Who placed an order, or moved stock, its movements say.

    Needs the scope `access:read`.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        include (str | Unset):
        sort (CreatedAtSort | Unset): What a list is sorted by; `-` reverses it.
        created_at_from (datetime.datetime | Unset):
        created_at_to (datetime.datetime | Unset):
        action (str | Unset):
        resource_type (str | Unset):
        resource_id (UUID | Unset):
        principal (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        include=include,
        sort=sort,
        created_at_from=created_at_from,
        created_at_to=created_at_to,
        action=action,
        resource_type=resource_type,
        resource_id=resource_id,
        principal=principal,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    include: str | Unset = UNSET,
    sort: CreatedAtSort | Unset = UNSET,
    created_at_from: datetime.datetime | Unset = UNSET,
    created_at_to: datetime.datetime | Unset = UNSET,
    action: str | Unset = UNSET,
    resource_type: str | Unset = UNSET,
    resource_id: UUID | Unset = UNSET,
    principal: str | Unset = UNSET,
) -> AuditEntryList:
    """List who changed what

     An entry for each change of the account, users, API keys, product kinds, products,
    variants, locations and settings of stock levels, for each import, for each step of an
    order after it was placed, and for sessions that begin and end. A change and its entry
    are kept together or not at all. Who placed an order, or moved stock, its movements say.

    Needs the scope `access:read`.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        include (str | Unset):
        sort (CreatedAtSort | Unset): What a list is sorted by; `-` reverses it.
        created_at_from (datetime.datetime | Unset):
        created_at_to (datetime.datetime | Unset):
        action (str | Unset):
        resource_type (str | Unset):
        resource_id (UUID | Unset):
        principal (str | Unset):

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditEntryList
    """

    response = sync_detailed(
        client=client,
        limit=limit,
        cursor=cursor,
        include=include,
        sort=sort,
        created_at_from=created_at_from,
        created_at_to=created_at_to,
        action=action,
        resource_type=resource_type,
        resource_id=resource_id,
        principal=principal,
    )
    return cast(AuditEntryList, result_of(response))


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    include: str | Unset = UNSET,
    sort: CreatedAtSort | Unset = UNSET,
    created_at_from: datetime.datetime | Unset = UNSET,
    created_at_to: datetime.datetime | Unset = UNSET,
    action: str | Unset = UNSET,
    resource_type: str | Unset = UNSET,
    resource_id: UUID | Unset = UNSET,
    principal: str | Unset = UNSET,
) -> Response[Answer]:
    """List who changed what

     An entry for each change of the account, users, API keys, product kinds, products,
    variants, locations and settings of stock levels, for each import, for each step of an
    order after it was placed, and for sessions that begin and end. A change and its entry
    are kept together or not at all. Who placed an order, or moved stock, its movements say.

    Needs the scope `access:read`.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        include (str | Unset):
        sort (CreatedAtSort | Unset): What a list is sorted by; `-` reverses it.
        created_at_from (datetime.datetime | Unset):
        created_at_to (datetime.datetime | Unset):
        action (str | Unset):
        resource_type (str | Unset):
        resource_id (UUID | Unset):
        principal (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        include=include,
        sort=sort,
        created_at_from=created_at_from,
        created_at_to=created_at_to,
        action=action,
        resource_type=resource_type,
        resource_id=resource_id,
        principal=principal,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    include: str | Unset = UNSET,
    sort: CreatedAtSort | Unset = UNSET,
    created_at_from: datetime.datetime | Unset = UNSET,
    created_at_to: datetime.datetime | Unset = UNSET,
    action: str | Unset = UNSET,
    resource_type: str | Unset = UNSET,
    resource_id: UUID | Unset = UNSET,
    principal: str | Unset = UNSET,
) -> AuditEntryList:
    """List who changed what

     An entry for each change of the account, users, API keys, product kinds, products,
    variants, locations and settings of stock levels, for each import, for each step of an
    order after it was placed, and for sessions that begin and end. A change and its entry
    are kept together or not at all. Who placed an order, or moved stock, its movements say.

    Needs the scope `access:read`.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        include (str | Unset):
        sort (CreatedAtSort | Unset): What a list is sorted by; `-` reverses it.
        created_at_from (datetime.datetime | Unset):
        created_at_to (datetime.datetime | Unset):
        action (str | Unset):
        resource_type (str | Unset):
        resource_id (UUID | Unset):
        principal (str | Unset):

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AuditEntryList
    """

    response = await asyncio_detailed(
        client=client,
        limit=limit,
        cursor=cursor,
        include=include,
        sort=sort,
        created_at_from=created_at_from,
        created_at_to=created_at_to,
        action=action,
        resource_type=resource_type,
        resource_id=resource_id,
        principal=principal,
    )
    return cast(AuditEntryList, result_of(response))
