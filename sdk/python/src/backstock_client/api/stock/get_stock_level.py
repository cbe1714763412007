from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...helpers.problems import expect_json, first_fitting, result_of
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_api_key_problem import InvalidApiKeyProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.missing_scope_problem import MissingScopeProblem
from ...models.not_authenticated_problem import NotAuthenticatedProblem
from ...models.problem import Problem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.service_busy_problem import ServiceBusyProblem
from ...models.stock_level import StockLevel
from ...models.stock_level_not_found_problem import StockLevelNotFoundProblem
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import UNSET, Response, Unset

Answer = (
    Any
    | InternalErrorProblem
    | Problem
    | InvalidApiKeyProblem
    | InvalidTokenProblem
    | NotAuthenticatedProblem
    | MissingScopeProblem
    | RateLimitedProblem
    | ServiceBusyProblem
    | StockLevelNotFoundProblem
    | ValidationFailedProblem
    | StockLevel
)


def _get_kwargs(
    stock_level_id: UUID,
    *,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/stock-levels/{stock_level_id}".format(
            stock_level_id=quote(str(stock_level_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Answer | None:
    expect_json(response)
    if response.status_code == 200:
        response_200 = StockLevel.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

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
    if response.status_code == 404:
        return cast(Answer, first_fitting(response.json(), StockLevelNotFoundProblem, Problem))
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
    stock_level_id: UUID,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> Response[Answer]:
    """See one stock level

     Needs the scope `stock:read`.

    Args:
        stock_level_id (UUID):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        stock_level_id=stock_level_id,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    stock_level_id: UUID,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> StockLevel:
    """See one stock level

     Needs the scope `stock:read`.

    Args:
        stock_level_id (UUID):
        if_none_match (str | Unset):

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        StockLevel
    """

    response = sync_detailed(
        stock_level_id=stock_level_id,
        client=client,
        if_none_match=if_none_match,
    )
    return cast(StockLevel, result_of(response))


async def asyncio_detailed(
    stock_level_id: UUID,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> Response[Answer]:
    """See one stock level

     Needs the scope `stock:read`.

    Args:
        stock_level_id (UUID):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        stock_level_id=stock_level_id,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    stock_level_id: UUID,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> StockLevel:
    """See one stock level

     Needs the scope `stock:read`.

    Args:
        stock_level_id (UUID):
        if_none_match (str | Unset):

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        StockLevel
    """

    response = await asyncio_detailed(
        stock_level_id=stock_level_id,
        client=client,
        if_none_match=if_none_match,
    )
    return cast(StockLevel, result_of(response))
