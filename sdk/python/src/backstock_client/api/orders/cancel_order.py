from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...helpers.problems import expect_json, first_fitting, result_of
from ...models.idempotency_key_invalid_problem import IdempotencyKeyInvalidProblem
from ...models.idempotency_key_reused_problem import IdempotencyKeyReusedProblem
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_api_key_problem import InvalidApiKeyProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.invalid_transition_problem import InvalidTransitionProblem
from ...models.missing_scope_problem import MissingScopeProblem
from ...models.not_authenticated_problem import NotAuthenticatedProblem
from ...models.order import Order
from ...models.order_not_found_problem import OrderNotFoundProblem
from ...models.problem import Problem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.request_in_progress_problem import RequestInProgressProblem
from ...models.service_busy_problem import ServiceBusyProblem
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import UNSET, Response, Unset

Answer = (
    IdempotencyKeyInvalidProblem
    | Problem
    | IdempotencyKeyReusedProblem
    | ValidationFailedProblem
    | InternalErrorProblem
    | InvalidApiKeyProblem
    | InvalidTokenProblem
    | NotAuthenticatedProblem
    | InvalidTransitionProblem
    | RequestInProgressProblem
    | MissingScopeProblem
    | Order
    | OrderNotFoundProblem
    | RateLimitedProblem
    | ServiceBusyProblem
)


def _get_kwargs(
    order_id: UUID,
    *,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/orders/{order_id}/cancel".format(
            order_id=quote(str(order_id), safe=""),
        ),
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

    if response.status_code == 400:
        return cast(Answer, first_fitting(response.json(), IdempotencyKeyInvalidProblem, Problem))
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
    if response.status_code == 409:
        return cast(
            Answer,
            first_fitting(
                response.json(), RequestInProgressProblem, InvalidTransitionProblem, Problem
            ),
        )
    if response.status_code == 422:
        return cast(
            Answer,
            first_fitting(
                response.json(), ValidationFailedProblem, IdempotencyKeyReusedProblem, Problem
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
    order_id: UUID,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = UNSET,
) -> Response[Answer]:
    """Cancel an order

     Gives its units back. Refused once something of it has shipped.

    Needs the scope `orders:write`.

    Args:
        order_id (UUID):
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        order_id=order_id,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    order_id: UUID,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = UNSET,
) -> Order:
    """Cancel an order

     Gives its units back. Refused once something of it has shipped.

    Needs the scope `orders:write`.

    Args:
        order_id (UUID):
        idempotency_key (str | Unset):

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
        idempotency_key=idempotency_key,
    )
    return cast(Order, result_of(response))


async def asyncio_detailed(
    order_id: UUID,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = UNSET,
) -> Response[Answer]:
    """Cancel an order

     Gives its units back. Refused once something of it has shipped.

    Needs the scope `orders:write`.

    Args:
        order_id (UUID):
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        order_id=order_id,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    order_id: UUID,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = UNSET,
) -> Order:
    """Cancel an order

     Gives its units back. Refused once something of it has shipped.

    Needs the scope `orders:write`.

    Args:
        order_id (UUID):
        idempotency_key (str | Unset):

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
        idempotency_key=idempotency_key,
    )
    return cast(Order, result_of(response))
