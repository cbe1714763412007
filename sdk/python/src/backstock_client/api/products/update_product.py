from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...helpers.problems import expect_json, first_fitting, result_of
from ...models.attributes_invalid_problem import AttributesInvalidProblem
from ...models.body_too_large_problem import BodyTooLargeProblem
from ...models.book_product import BookProduct
from ...models.external_ref_taken_problem import ExternalRefTakenProblem
from ...models.general_product import GeneralProduct
from ...models.if_match_missing_problem import IfMatchMissingProblem
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_api_key_problem import InvalidApiKeyProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.json_number_too_long_problem import JsonNumberTooLongProblem
from ...models.json_too_deep_problem import JsonTooDeepProblem
from ...models.malformed_json_problem import MalformedJsonProblem
from ...models.missing_scope_problem import MissingScopeProblem
from ...models.not_authenticated_problem import NotAuthenticatedProblem
from ...models.other_product import OtherProduct
from ...models.problem import Problem
from ...models.product_not_found_problem import ProductNotFoundProblem
from ...models.product_patch import ProductPatch
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.service_busy_problem import ServiceBusyProblem
from ...models.stale_version_problem import StaleVersionProblem
from ...models.unknown_kind_problem import UnknownKindProblem
from ...models.unsupported_media_type_problem import UnsupportedMediaTypeProblem
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import Response

Answer = (
    AttributesInvalidProblem
    | Problem
    | UnknownKindProblem
    | ValidationFailedProblem
    | BodyTooLargeProblem
    | BookProduct
    | GeneralProduct
    | OtherProduct
    | ExternalRefTakenProblem
    | IfMatchMissingProblem
    | InternalErrorProblem
    | InvalidApiKeyProblem
    | InvalidTokenProblem
    | NotAuthenticatedProblem
    | JsonNumberTooLongProblem
    | JsonTooDeepProblem
    | MalformedJsonProblem
    | MissingScopeProblem
    | ProductNotFoundProblem
    | RateLimitedProblem
    | ServiceBusyProblem
    | StaleVersionProblem
    | UnsupportedMediaTypeProblem
)


def _get_kwargs(
    product_id: UUID,
    *,
    body: ProductPatch,
    if_match: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/products/{product_id}".format(
            product_id=quote(str(product_id), safe=""),
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
        return cast(Answer, first_fitting(response.json(), MissingScopeProblem, Problem))
    if response.status_code == 404:
        return cast(Answer, first_fitting(response.json(), ProductNotFoundProblem, Problem))
    if response.status_code == 409:
        return cast(Answer, first_fitting(response.json(), ExternalRefTakenProblem, Problem))
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
                UnknownKindProblem,
                AttributesInvalidProblem,
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
    product_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ProductPatch,
    if_match: str,
) -> Response[Answer]:
    """Change a product

     Absent fields stay, null clears. `attributes` are replaced as a whole.

    Needs the scope `catalogue:write`.

    Args:
        product_id (UUID):
        if_match (str):
        body (ProductPatch): What of a product may change.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        product_id=product_id,
        body=body,
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
    body: ProductPatch,
    if_match: str,
) -> BookProduct | GeneralProduct | OtherProduct:
    """Change a product

     Absent fields stay, null clears. `attributes` are replaced as a whole.

    Needs the scope `catalogue:write`.

    Args:
        product_id (UUID):
        if_match (str):
        body (ProductPatch): What of a product may change.

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
        body=body,
        if_match=if_match,
    )
    return cast(BookProduct | GeneralProduct | OtherProduct, result_of(response))


async def asyncio_detailed(
    product_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ProductPatch,
    if_match: str,
) -> Response[Answer]:
    """Change a product

     Absent fields stay, null clears. `attributes` are replaced as a whole.

    Needs the scope `catalogue:write`.

    Args:
        product_id (UUID):
        if_match (str):
        body (ProductPatch): What of a product may change.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        product_id=product_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    product_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ProductPatch,
    if_match: str,
) -> BookProduct | GeneralProduct | OtherProduct:
    """Change a product

     Absent fields stay, null clears. `attributes` are replaced as a whole.

    Needs the scope `catalogue:write`.

    Args:
        product_id (UUID):
        if_match (str):
        body (ProductPatch): What of a product may change.

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
        body=body,
        if_match=if_match,
    )
    return cast(BookProduct | GeneralProduct | OtherProduct, result_of(response))
