from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...helpers.problems import expect_json, first_fitting, result_of
from ...models.body_too_large_problem import BodyTooLargeProblem
from ...models.file_unreadable_problem import FileUnreadableProblem
from ...models.idempotency_key_invalid_problem import IdempotencyKeyInvalidProblem
from ...models.idempotency_key_reused_problem import IdempotencyKeyReusedProblem
from ...models.import_ import Import
from ...models.import_create import ImportCreate
from ...models.internal_error_problem import InternalErrorProblem
from ...models.invalid_api_key_problem import InvalidApiKeyProblem
from ...models.invalid_token_problem import InvalidTokenProblem
from ...models.missing_scope_problem import MissingScopeProblem
from ...models.not_authenticated_problem import NotAuthenticatedProblem
from ...models.nothing_to_match_problem import NothingToMatchProblem
from ...models.problem import Problem
from ...models.rate_limited_problem import RateLimitedProblem
from ...models.request_in_progress_problem import RequestInProgressProblem
from ...models.service_busy_problem import ServiceBusyProblem
from ...models.too_many_rows_problem import TooManyRowsProblem
from ...models.unknown_column_problem import UnknownColumnProblem
from ...models.unknown_import_location_problem import UnknownImportLocationProblem
from ...models.unknown_kind_problem import UnknownKindProblem
from ...models.unknown_target_problem import UnknownTargetProblem
from ...models.unsupported_media_type_problem import UnsupportedMediaTypeProblem
from ...models.validation_failed_problem import ValidationFailedProblem
from ...types import UNSET, Response, Unset

Answer = (
    BodyTooLargeProblem
    | Problem
    | TooManyRowsProblem
    | FileUnreadableProblem
    | IdempotencyKeyReusedProblem
    | NothingToMatchProblem
    | UnknownColumnProblem
    | UnknownImportLocationProblem
    | UnknownKindProblem
    | UnknownTargetProblem
    | ValidationFailedProblem
    | IdempotencyKeyInvalidProblem
    | Import
    | InternalErrorProblem
    | InvalidApiKeyProblem
    | InvalidTokenProblem
    | NotAuthenticatedProblem
    | MissingScopeProblem
    | RateLimitedProblem
    | RequestInProgressProblem
    | ServiceBusyProblem
    | UnsupportedMediaTypeProblem
)


def _get_kwargs(
    *,
    body: ImportCreate,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/imports",
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Answer | None:
    expect_json(response)
    if response.status_code == 201:
        response_201 = Import.from_dict(response.json())

        return response_201

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
    if response.status_code == 409:
        return cast(Answer, first_fitting(response.json(), RequestInProgressProblem, Problem))
    if response.status_code == 413:
        return cast(
            Answer, first_fitting(response.json(), BodyTooLargeProblem, TooManyRowsProblem, Problem)
        )
    if response.status_code == 415:
        return cast(Answer, first_fitting(response.json(), UnsupportedMediaTypeProblem, Problem))
    if response.status_code == 422:
        return cast(
            Answer,
            first_fitting(
                response.json(),
                ValidationFailedProblem,
                IdempotencyKeyReusedProblem,
                UnknownKindProblem,
                FileUnreadableProblem,
                UnknownTargetProblem,
                UnknownColumnProblem,
                UnknownImportLocationProblem,
                NothingToMatchProblem,
                Problem,
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
    *,
    client: AuthenticatedClient,
    body: ImportCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[Answer]:
    """Import products with variants and opening stock

     Rows are matched by SKU, or by ISBN or GTIN: new ones are made, others changed where
    they differ; a blank cell leaves alone what is there. Opening stock counts only where
    nothing ever moved. ISBNs that lost leading zeros get them back. `dry_run` tells the
    exact difference; `GET /v1/imports/{import_id}/rows` shows it, and what was refused.

    Needs the scopes `data:write`, `catalogue:write`, `stock:write`.

    Args:
        idempotency_key (str | Unset):
        body (ImportCreate): A file to import, and how to read it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: ImportCreate,
    idempotency_key: str | Unset = UNSET,
) -> Import:
    """Import products with variants and opening stock

     Rows are matched by SKU, or by ISBN or GTIN: new ones are made, others changed where
    they differ; a blank cell leaves alone what is there. Opening stock counts only where
    nothing ever moved. ISBNs that lost leading zeros get them back. `dry_run` tells the
    exact difference; `GET /v1/imports/{import_id}/rows` shows it, and what was refused.

    Needs the scopes `data:write`, `catalogue:write`, `stock:write`.

    Args:
        idempotency_key (str | Unset):
        body (ImportCreate): A file to import, and how to read it.

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Import
    """

    response = sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    )
    return cast(Import, result_of(response))


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ImportCreate,
    idempotency_key: str | Unset = UNSET,
) -> Response[Answer]:
    """Import products with variants and opening stock

     Rows are matched by SKU, or by ISBN or GTIN: new ones are made, others changed where
    they differ; a blank cell leaves alone what is there. Opening stock counts only where
    nothing ever moved. ISBNs that lost leading zeros get them back. `dry_run` tells the
    exact difference; `GET /v1/imports/{import_id}/rows` shows it, and what was refused.

    Needs the scopes `data:write`, `catalogue:write`, `stock:write`.

    Args:
        idempotency_key (str | Unset):
        body (ImportCreate): A file to import, and how to read it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Answer]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: ImportCreate,
    idempotency_key: str | Unset = UNSET,
) -> Import:
    """Import products with variants and opening stock

     Rows are matched by SKU, or by ISBN or GTIN: new ones are made, others changed where
    they differ; a blank cell leaves alone what is there. Opening stock counts only where
    nothing ever moved. ISBNs that lost leading zeros get them back. `dry_run` tells the
    exact difference; `GET /v1/imports/{import_id}/rows` shows it, and what was refused.

    Needs the scopes `data:write`, `catalogue:write`, `stock:write`.

    Args:
        idempotency_key (str | Unset):
        body (ImportCreate): A file to import, and how to read it.

    Raises:
        ProblemError: If Backstock refuses the request; its `problem` says why.
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Import
    """

    response = await asyncio_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    )
    return cast(Import, result_of(response))
