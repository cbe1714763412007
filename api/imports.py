"""Imports over HTTP: up to 1,000 rows inside the request."""

from typing import Any

from flask import Response, current_app
from flask.views import MethodView

from api.auth import account_id, caller
from api.blueprint import Blueprint
from api.errors import WebRefusal
from schemas.imports import (
    ImportCreateSchema,
    ImportFilterSchema,
    ImportRowFilterSchema,
    ImportRowSchema,
    ImportSchema,
)
from services.catalogue.kinds import UnknownKind
from services.imports import options as wanted
from services.imports import read, run
from services.imports.source import FileUnreadable, Source

blp = Blueprint(
    "Imports",
    __name__,
    url_prefix="/v1/imports",
    description="Catalogues in: products, variants and opening stock from a file.",
)
CSV = {
    "type": "string",
    "description": "A header, then a line per problem: row, column, code, value, detail.",
    "examples": ["row,column,code,value,detail\r\n17,ISBN,gtin-taken,9780141439518,In use.\r\n"],
}
UNPACKED = 4
"""A gzip file may unpack to so many times what may be uploaded."""


class TooManyRows(WebRefusal):
    """The file has more rows than one request takes.

    `details.limit_rows` is the limit. Split the file, or use the `flask import` command.
    """

    status = 413


@blp.route("")
class Imports(MethodView):
    @blp.operation("listImports", scopes=["data:read"])
    @blp.lists(ImportFilterSchema, ImportSchema)
    def get(self, paging, filters):
        """List imports"""
        return read.find(account_id(), paging, **filters)

    @blp.operation(
        "createImport",
        scopes=["data:write", "catalogue:write", "stock:write"],
        idempotency="accepted",
        etag=True,
        upload=True,
        units=500,
        creates="/v1/imports/{id}",
        refuses=[
            UnknownKind,
            FileUnreadable,
            wanted.UnknownTarget,
            wanted.UnknownColumn,
            wanted.UnknownImportLocation,
            wanted.NothingToMatch,
            TooManyRows,
        ],
    )
    @blp.arguments(ImportCreateSchema, location="multipart")
    @blp.response(201, ImportSchema)
    def post(self, body):
        """Import products with variants and opening stock

        Rows are matched by SKU, or by ISBN or GTIN: new ones are made, others changed where
        they differ; a blank cell leaves alone what is there. Opening stock counts only where
        nothing ever moved. ISBNs that lost leading zeros get them back. `dry_run` tells the
        exact difference; `GET /v1/imports/{import_id}/rows` shows it, and what was refused.
        """
        return _import(body.pop("file").stream, wanted.Options(**body))


@blp.route("/<uuid:import_id>")
class Import(MethodView):
    @blp.operation("getImport", scopes=["data:read"], etag=True, refuses=[read.ImportNotFound])
    @blp.response(200, ImportSchema)
    def get(self, import_id):
        """See one import"""
        return read.get(account_id(), import_id)


@blp.route("/<uuid:import_id>/rows")
class ImportRows(MethodView):
    @blp.operation("listImportRows", scopes=["data:read"], refuses=[read.ImportNotFound])
    @blp.lists(ImportRowFilterSchema, ImportRowSchema)
    def get(self, paging, filters, import_id):
        """List the rows of an import that there is something to say of

        Refused and skipped rows with what is wrong; after a dry run also those that would be
        created or updated, with each field before and after.
        """
        return read.find_rows(account_id(), import_id, paging, **filters)


@blp.route("/<uuid:import_id>/errors.csv")
class ImportErrors(MethodView):
    @blp.operation("downloadImportErrors", scopes=["data:read"], refuses=[read.ImportNotFound])
    @blp.response(200, CSV, content_type="text/csv")
    def get(self, import_id):
        """Download what is wrong with the rows as CSV

        One line per problem: row, column, code, value, detail.
        """
        report = "".join(read.error_report(account_id(), import_id))
        disposition = f'attachment; filename="import-{import_id}-errors.csv"'
        return Response(report, mimetype="text/csv", headers={"Content-Disposition": disposition})


def _import(stream: Any, options: wanted.Options) -> Any:
    settings = current_app.config["SETTINGS"]
    stream.seek(0)  # the whole request may be done again
    fingerprint = run.fingerprint(stream, options)
    setting = run.prepare(account_id(), actor=caller().principal, options=options)
    source = Source(stream, max_bytes=settings.max_import_bytes * UNPACKED)
    reader = run.open_reader(setting, source)
    rows = []
    for batch in run.batches(source, reader):
        rows += batch
        if len(rows) > settings.max_import_rows:
            raise TooManyRows(limit_rows=settings.max_import_rows)
    job = run.start(account_id(), options=options, fingerprint=fingerprint)
    if rows:
        job = run.apply(setting, reader, job, rows)
    return run.finish(account_id(), job)
