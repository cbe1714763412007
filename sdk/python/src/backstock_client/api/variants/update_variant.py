from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...helpers.problems import expect_json, first_fitting, result_of
from ...models.body_too_large_problem import BodyTooLargeProblem
from ...models.gtin_taken_problem import GtinTakenProblem
from ...models.if_match_missing_problem import IfMatchMissingProblem
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_api_key_problem import InvalidApiKeyProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.json_number_too_long_problem import JsonNumberTooLongProblem
from ...models.json_too_deep_problem import JsonTooDeepProblem
from ...models.malformed_json_problem import MalformedJsonProblem
from ...models.missing_scope_problem import MissingScopeProblem
from ...models.not_authenticated_problem import NotAuthenticatedProblem
from ...models.problem import Problem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.service_busy_problem import ServiceBusyProblem
from ...models.sku_taken_problem import SkuTakenProblem
from ...models.stale_version_problem import StaleVersionProblem
from ...models.unsupported_media_type_problem import UnsupportedMediaTypeProblem
from ...models.validation_failed_problem import ValidationFailedProblem
from ...models.variant import Variant
from ...models.variant_not_found_problem import VariantNotFoundProblem
from ...models.variant_patch import VariantPatch
from ...types import Response

Answer = (
    BodyTooLargeProblem
    | Problem
    | GtinTakenProblem
    | SkuTakenProblem
    | IfMatchMissingProblem
    | InternalErrorProblem
    | InvalidApiKeyProblem
    | InvalidTokenProblem
    | NotAuthenticatedProblem
    | JsonNumberTooLongProblem
    | JsonTooDeepProblem
    | MalformedJsonProblem
    | MissingScopeProblem
    | RateLimitedProblem
    | ServiceBusyProblem
    | StaleVersionProblem
    | UnsupportedMediaTypeProblem
    | ValidationFailedProblem
    | VariantNotFoundProblem
    | Variant
)


def _get_kwargs(
    variant_id: UUID,
    *,
    body: VariantPatch,
    if_match: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/variants/{variant_id}".format(
            variant_id=quote(str(variant_id), safe=""),
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
        response_200 = Variant.from_dict(response.json())

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
        return cast(Answer, first_fitting(response.json(), VariantNotFoundProblem, Problem))
    if response.status_code == 409:
        return cast(
            Answer, first_fitting(response.json(), SkuTakenProblem, GtinTakenProblem, Problem)
        )
    if response.status_code == 412:
        return cast(Answer, first_fitting(response.json(), StaleVersionProblem, Problem))
    if response.status_code == 413:
        return cast(Answer, first_fitting(response.json(), BodyTooLargeProblem, Problem))
    if response.status_code == 415:
        return cast(Answer, first_fitting(response.json(), UnsupportedMediaTypeProblem, Problem))
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
    variant_id: UUID,
    *,
    client: AuthenticatedClient,
    body: VariantPatch,
    if_match: str,
) -> Response[Answer]:
    """Change a variant

     Orders keep the SKU, title and price they were placed with.

    Needs the scope `catalogue:write`.

    Args:
        variant_id (UUID):
        if_match (str):
        body (VariantPatch): What of a variant may change.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        variant_id=variant_id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    variant_id: UUID,
    *,
    client: AuthenticatedClient,
    body: VariantPatch,
    if_match: str,
) -> Variant:
    """Change a variant

     Orders keep the SKU, title and price they were placed with.

    Needs the scope `catalogue:write`.

    Args:
        variant_id (UUID):
        if_match (str):
        body (VariantPatch): What of a variant may change.

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Variant
    """

    response = sync_detailed(
        variant_id=variant_id,
        client=client,
        body=body,
        if_match=if_match,
    )
    return cast(Variant, result_of(response))


async def asyncio_detailed(
    variant_id: UUID,
    *,
    client: AuthenticatedClient,
    body: VariantPatch,
    if_match: str,
) -> Response[Answer]:
    """Change a variant

     Orders keep the SKU, title and price they were placed with.

    Needs the scope `catalogue:write`.

    Args:
        variant_id (UUID):
        if_match (str):
        body (VariantPatch): What of a variant may change.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        variant_id=variant_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    variant_id: UUID,
    *,
    client: AuthenticatedClient,
    body: VariantPatch,
    if_match: str,
) -> Variant:
    """Change a variant

     Orders keep the SKU, title and price they were placed with.

    Needs the scope `catalogue:write`.

    Args:
        variant_id (UUID):
        if_match (str):
        body (VariantPatch): What of a variant may change.

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Variant
    """

    response = await asyncio_detailed(
        variant_id=variant_id,
        client=client,
        body=body,
        if_match=if_match,
    )
    return cast(Variant, result_of(response))
