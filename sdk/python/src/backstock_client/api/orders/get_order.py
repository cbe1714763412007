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
from ...models.order import Order
from ...models.order_not_found_problem import OrderNotFoundProblem
from ...models.problem import Problem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.service_busy_problem import ServiceBusyProblem
from ...models.uri_too_long_problem import UriTooLongProblem
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
    | Order
    | OrderNotFoundProblem
    | RateLimitedProblem
    | ServiceBusyProblem
    | UriTooLongProblem
    | ValidationFailedProblem
)


def _get_kwargs(
    order_id: UUID,
    *,
    expand: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["expand"] = expand

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/orders/{order_id}".format(
            order_id=quote(str(order_id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Answer | None:
    expect_json(response)
    if response.status_code == 200:
        response_200 = Order.from_dict(response.json())

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
        return cast(Answer, first_fitting(response.json(), OrderNotFoundProblem, Problem))
    if response.status_code == 414:
        return cast(Answer, first_fitting(response.json(), UriTooLongProblem, Problem))
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
    order_id: UUID,
    *,
    client: AuthenticatedClient,
    expand: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Answer]:
    """See one order

     Needs the scope `orders:read`.

    Args:
        order_id (UUID):
        expand (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        order_id=order_id,
        expand=expand,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    order_id: UUID,
    *,
    client: AuthenticatedClient,
    expand: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Order:
    """See one order

     Needs the scope `orders:read`.

    Args:
        order_id (UUID):
        expand (str | Unset):
        if_none_match (str | Unset):

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Order
    """

    response = sync_detailed(
        order_id=order_id,
        client=client,
        expand=expand,
        if_none_match=if_none_match,
    )
    return cast(Order, result_of(response))


async def asyncio_detailed(
    order_id: UUID,
    *,
    client: AuthenticatedClient,
    expand: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Answer]:
    """See one order

     Needs the scope `orders:read`.

    Args:
        order_id (UUID):
        expand (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        order_id=order_id,
        expand=expand,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    order_id: UUID,
    *,
    client: AuthenticatedClient,
    expand: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Order:
    """See one order

     Needs the scope `orders:read`.

    Args:
        order_id (UUID):
        expand (str | Unset):
        if_none_match (str | Unset):

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Order
    """

    response = await asyncio_detailed(
        order_id=order_id,
        client=client,
        expand=expand,
        if_none_match=if_none_match,
    )
    return cast(Order, result_of(response))
