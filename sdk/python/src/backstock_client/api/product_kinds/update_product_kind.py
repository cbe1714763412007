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
from ...models.kind_in_use_problem import KindInUseProblem
from ...models.kind_is_built_in_problem import KindIsBuiltInProblem
from ...models.malformed_json_problem import MalformedJsonProblem
from ...models.missing_scope_problem import MissingScopeProblem
from ...models.not_authenticated_problem import NotAuthenticatedProblem
from ...models.problem import Problem
from ...models.product_kind import ProductKind
from ...models.product_kind_not_found_problem import ProductKindNotFoundProblem
from ...models.product_kind_patch import ProductKindPatch
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.schema_unusable_problem import SchemaUnusableProblem
from ...models.service_busy_problem import ServiceBusyProblem
from ...models.stale_version_problem import StaleVersionProblem
from ...models.unsupported_media_type_problem import UnsupportedMediaTypeProblem
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
    | KindInUseProblem
    | KindIsBuiltInProblem
    | MissingScopeProblem
    | ProductKindNotFoundProblem
    | RateLimitedProblem
    | SchemaUnusableProblem
    | ValidationFailedProblem
    | ServiceBusyProblem
    | StaleVersionProblem
    | UnsupportedMediaTypeProblem
    | ProductKind
)


def _get_kwargs(
    product_kind_id: UUID,
    *,
    body: ProductKindPatch,
    if_match: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/product-kinds/{product_kind_id}".format(
            product_kind_id=quote(str(product_kind_id), safe=""),
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
        response_200 = ProductKind.from_dict(response.json())

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
        return cast(Answer, first_fitting(response.json(), ProductKindNotFoundProblem, Problem))
    if response.status_code == 409:
        return cast(
            Answer, first_fitting(response.json(), KindIsBuiltInProblem, KindInUseProblem, Problem)
        )
    if response.status_code == 412:
        return cast(Answer, first_fitting(response.json(), StaleVersionProblem, Problem))
    if response.status_code == 413:
        return cast(Answer, first_fitting(response.json(), BodyTooLargeProblem, Problem))
    if response.status_code == 415:
        return cast(Answer, first_fitting(response.json(), UnsupportedMediaTypeProblem, Problem))
    if response.status_code == 422:
        return cast(
            Answer,
            first_fitting(response.json(), ValidationFailedProblem, SchemaUnusableProblem, Problem),
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
    product_kind_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ProductKindPatch,
    if_match: str,
) -> Response[Answer]:
    """Change a product kind

     A new schema must fit every product of the kind; `kind-in-use` names those it does not.

    Needs the scope `catalogue:write`.

    Args:
        product_kind_id (UUID):
        if_match (str):
        body (ProductKindPatch): What of a product kind may change.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        product_kind_id=product_kind_id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    product_kind_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ProductKindPatch,
    if_match: str,
) -> ProductKind:
    """Change a product kind

     A new schema must fit every product of the kind; `kind-in-use` names those it does not.

    Needs the scope `catalogue:write`.

    Args:
        product_kind_id (UUID):
        if_match (str):
        body (ProductKindPatch): What of a product kind may change.

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProductKind
    """

    response = sync_detailed(
        product_kind_id=product_kind_id,
        client=client,
        body=body,
        if_match=if_match,
    )
    return cast(ProductKind, result_of(response))


async def asyncio_detailed(
    product_kind_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ProductKindPatch,
    if_match: str,
) -> Response[Answer]:
    """Change a product kind

     A new schema must fit every product of the kind; `kind-in-use` names those it does not.

    Needs the scope `catalogue:write`.

    Args:
        product_kind_id (UUID):
        if_match (str):
        body (ProductKindPatch): What of a product kind may change.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        product_kind_id=product_kind_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    product_kind_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ProductKindPatch,
    if_match: str,
) -> ProductKind:
    """Change a product kind

     A new schema must fit every product of the kind; `kind-in-use` names those it does not.

    Needs the scope `catalogue:write`.

    Args:
        product_kind_id (UUID):
        if_match (str):
        body (ProductKindPatch): What of a product kind may change.

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProductKind
    """

    response = await asyncio_detailed(
        product_kind_id=product_kind_id,
        client=client,
        body=body,
        if_match=if_match,
    )
    return cast(ProductKind, result_of(response))
