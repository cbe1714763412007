from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...helpers.problems import expect_json, first_fitting, result_of
from ...models.if_match_missing_problem import IfMatchMissingProblem
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_api_key_problem import InvalidApiKeyProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.missing_scope_problem import MissingScopeProblem
from ...models.not_authenticated_problem import NotAuthenticatedProblem
from ...models.problem import Problem
from ...models.product_in_use_problem import ProductInUseProblem
from ...models.product_not_found_problem import ProductNotFoundProblem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.service_busy_problem import ServiceBusyProblem
from ...models.stale_version_problem import StaleVersionProblem
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import Response

Answer = (
    Any
    | IfMatchMissingProblem
    | Problem
    | InternalErrorProblem
    | InvalidApiKeyProblem
    | InvalidTokenProblem
    | NotAuthenticatedProblem
    | MissingScopeProblem
    | ProductInUseProblem
    | ProductNotFoundProblem
    | RateLimitedProblem
    | ServiceBusyProblem
    | StaleVersionProblem
    | ValidationFailedProblem
)


def _get_kwargs(
    product_id: UUID,
    *,
    if_match: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/v1/products/{product_id}".format(
            product_id=quote(str(product_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Answer | None:
    expect_json(response)
    if response.status_code == 204:
        response_204 = cast(Any, None)
        return response_204

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
        return cast(Answer, first_fitting(response.json(), ProductNotFoundProblem, Problem))
    if response.status_code == 409:
        return cast(Answer, first_fitting(response.json(), ProductInUseProblem, Problem))
    if response.status_code == 412:
        return cast(Answer, first_fitting(response.json(), StaleVersionProblem, Problem))
    if response.status_code == 422:
        return cast(Answer, first_fitting(response.json(), ValidationFailedProblem, Problem))
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
    product_id: UUID,
    *,
    client: AuthenticatedClient,
    if_match: str,
) -> Response[Answer]:
    """Delete a product that was never stocked or sold

     Needs the scope `catalogue:write`.

    Args:
        product_id (UUID):
        if_match (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        product_id=product_id,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    product_id: UUID,
    *,
    client: AuthenticatedClient,
    if_match: str,
) -> None:
    """Delete a product that was never stocked or sold

     Needs the scope `catalogue:write`.

    Args:
        product_id (UUID):
        if_match (str):

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        None
    """

    response = sync_detailed(
        product_id=product_id,
        client=client,
        if_match=if_match,
    )
    result_of(response)


async def asyncio_detailed(
    product_id: UUID,
    *,
    client: AuthenticatedClient,
    if_match: str,
) -> Response[Answer]:
    """Delete a product that was never stocked or sold

     Needs the scope `catalogue:write`.

    Args:
        product_id (UUID):
        if_match (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        product_id=product_id,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    product_id: UUID,
    *,
    client: AuthenticatedClient,
    if_match: str,
) -> None:
    """Delete a product that was never stocked or sold

     Needs the scope `catalogue:write`.

    Args:
        product_id (UUID):
        if_match (str):

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        None
    """

    response = await asyncio_detailed(
        product_id=product_id,
        client=client,
        if_match=if_match,
    )
    result_of(response)
