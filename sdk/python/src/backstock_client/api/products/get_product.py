from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...helpers.problems import expect_json, first_fitting, result_of
from ...models.book_product import BookProduct
from ...models.general_product import GeneralProduct
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_api_key_problem import InvalidApiKeyProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.missing_scope_problem import MissingScopeProblem
from ...models.not_authenticated_problem import NotAuthenticatedProblem
from ...models.other_product import OtherProduct
from ...models.problem import Problem
from ...models.product_not_found_problem import ProductNotFoundProblem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.service_busy_problem import ServiceBusyProblem
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import UNSET, Response, Unset

Answer = (
    Any
    | BookProduct
    | GeneralProduct
    | OtherProduct
    | InternalErrorProblem
    | Problem
    | InvalidApiKeyProblem
    | InvalidTokenProblem
    | NotAuthenticatedProblem
    | MissingScopeProblem
    | ProductNotFoundProblem
    | RateLimitedProblem
    | ServiceBusyProblem
    | ValidationFailedProblem
)


def _get_kwargs(
    product_id: UUID,
    *,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    _kwargs: dict[str, Any] = {
        "method": "get",
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
    if response.status_code == 200:

        def _parse_response_200(data: object) -> BookProduct | GeneralProduct | OtherProduct:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_product_type_0 = BookProduct.from_dict(data)

                return componentsschemas_product_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_product_type_1 = GeneralProduct.from_dict(data)

                return componentsschemas_product_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_product_type_2 = OtherProduct.from_dict(data)

            return componentsschemas_product_type_2

        response_200 = _parse_response_200(response.json())

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
        return cast(Answer, first_fitting(response.json(), ProductNotFoundProblem, Problem))
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
    product_id: UUID,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> Response[Answer]:
    """See one product with its variants

     Needs the scope `catalogue:read`.

    Args:
        product_id (UUID):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        product_id=product_id,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    product_id: UUID,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> BookProduct | GeneralProduct | OtherProduct:
    """See one product with its variants

     Needs the scope `catalogue:read`.

    Args:
        product_id (UUID):
        if_none_match (str | Unset):

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BookProduct | GeneralProduct | OtherProduct
    """

    response = sync_detailed(
        product_id=product_id,
        client=client,
        if_none_match=if_none_match,
    )
    return cast(BookProduct | GeneralProduct | OtherProduct, result_of(response))


async def asyncio_detailed(
    product_id: UUID,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> Response[Answer]:
    """See one product with its variants

     Needs the scope `catalogue:read`.

    Args:
        product_id (UUID):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        product_id=product_id,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    product_id: UUID,
    *,
    client: AuthenticatedClient,
    if_none_match: str | Unset = UNSET,
) -> BookProduct | GeneralProduct | OtherProduct:
    """See one product with its variants

     Needs the scope `catalogue:read`.

    Args:
        product_id (UUID):
        if_none_match (str | Unset):

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BookProduct | GeneralProduct | OtherProduct
    """

    response = await asyncio_detailed(
        product_id=product_id,
        client=client,
        if_none_match=if_none_match,
    )
    return cast(BookProduct | GeneralProduct | OtherProduct, result_of(response))
