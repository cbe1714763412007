"""Run an import: read a batch, apply it, keep the place, go on; resume where it stopped.

A batch is one transaction together with the job's `position`, so a killed process leaves
whole batches behind and the next run goes on after them. `atomic` refuses a whole batch for
one bad row; `partial` applies the others.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, BinaryIO
from uuid import UUID

import orjson
from sqlalchemy import select, text, update

from models import Job, JobKind, JobRow, JobStatus, Location, RowOutcome, utcnow
from models.work import current
from services import audited, records
from services.access import accounts
from services.catalogue import kinds
from services.imports import known, write
from services.imports.decide import Decider, Decision
from services.imports.options import NothingToMatch, Options, Setting
from services.imports.rows import Reader, Row
from services.imports.seen import Seen
from services.imports.source import Source
from services.records import Record, table_of

BATCH = 500
COUNTS = (
    "rows",
    *(str(outcome) for outcome in RowOutcome),
    "codes_valid",
    "codes_padded",
    "codes_refused",
    "codes_missing",
)


def prepare(account_id: UUID, *, actor: str, options: Options) -> Setting:
    """Read once what every row needs.

    Raises UnknownKind.
    """
    table = table_of(Location)
    places = records.many(select(table).where(table.c.account_id == account_id))
    return Setting(
        account_id=account_id,
        actor=actor,
        options=options,
        currency=accounts.get(account_id)["currency"],
        schema=kinds.by_code(account_id, options.kind)["json_schema"],
        locations={place["code"]: place["id"] for place in places},
    )


def start(account_id: UUID, *, options: Options, fingerprint: str) -> Record:
    """Begin a job, or take up the one that stopped over the same file and options."""
    table = table_of(Job)
    unfinished = records.one(
        select(table)
        .where(table.c.account_id == account_id, table.c.fingerprint == fingerprint)
        .where(table.c.kind == JobKind.IMPORT, table.c.status == JobStatus.RUNNING)
        .order_by(table.c.id.desc())
        .limit(1)
    )
    if unfinished is not None:
        return unfinished
    return audited.create(
        Job,
        account_id=account_id,
        kind=JobKind.IMPORT,
        fingerprint=fingerprint,
        options=options.as_json(),
        counts=dict.fromkeys(COUNTS, 0),
    )


def fingerprint(stream: BinaryIO, options: Options) -> str:
    """Tell one import from another by file and options; leaves the stream at its start."""
    digest = hashlib.file_digest(stream, "sha256")  # type: ignore[arg-type]
    digest.update(orjson.dumps(options.as_json(), option=orjson.OPT_SORT_KEYS))
    stream.seek(0)
    return digest.hexdigest()


def open_reader(setting: Setting, source: Source) -> Reader:
    """Match the file's columns to fields.

    Raises UnknownTarget, UnknownColumn, UnknownImportLocation, NothingToMatch.
    """
    reader = Reader(setting, source.header)
    wanted = {"isbn", "gtin"} if setting.options.match_on == "gtin" else {"sku"}
    if source.header is not None and not wanted & reader.targets.keys():
        raise NothingToMatch(pointer="/mapping", columns=source.header[:200])
    return reader


def batches(source: Source, reader: Reader, *, skip: int = 0) -> Iterator[list[Row]]:
    """Give the rows after `skip`, in batches; rows before are only remembered."""
    with Seen() as seen:
        batch: list[Row] = []
        for raw in source:
            row = reader.read(*raw)
            seen.check(row, reader)
            if row.number > skip:
                batch.append(row)
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch


def apply(setting: Setting, reader: Reader, job: Record, batch: list[Row]) -> Record:
    """Apply one batch and move the job on; give the job. Safe to call again after a rollback."""
    fresh = [_copy(row) for row in batch]
    decider = Decider(setting, reader, known.look_up(setting, fresh))
    decisions = [decider.decide(row) for row in fresh]
    is_refused = any(decision.outcome == RowOutcome.REFUSED for decision in decisions)
    if is_refused and setting.options.mode == "atomic":
        for decision in decisions:
            if decision.outcome != RowOutcome.REFUSED:
                decision.outcome, decision.changes = RowOutcome.SKIPPED, []
    elif not setting.options.dry_run:
        write.write(setting, decider.writes, reference=f"import:{job['id']}")
    _report(setting, job, decisions)
    return _move_on(job, decisions)


def refresh_statistics() -> None:
    """Have PostgreSQL count the tables anew, and so plan for what they have become."""
    if current().dialect.name == "postgresql":
        current().execute(text("ANALYZE products, variants, stock_levels, stock_movements"))


def finish(account_id: UUID, job: Record) -> Record:
    """Close the job."""
    table = table_of(Job)
    values: dict[str, Any] = {"status": JobStatus.COMPLETED, "finished_at": utcnow()}
    return _update(table.c.id == job["id"], table.c.account_id == account_id, **values)


def _copy(row: Row) -> Row:
    """A batch that is done again after a rollback starts from what the file said."""
    return Row(
        row.number,
        row.product,
        row.variant,
        row.attributes,
        row.stock,
        row.product_ref,
        list(row.problems),
        row.is_refused,
        row.code,
    )


def _report(setting: Setting, job: Record, decisions: list[Decision]) -> None:
    """Keep the rows that there is something to say of: all that differ, in a dry run."""
    told = {RowOutcome.REFUSED, RowOutcome.SKIPPED}
    if setting.options.dry_run:
        told |= {RowOutcome.CREATED, RowOutcome.UPDATED}
    records.create_many(
        JobRow,
        [
            {
                "account_id": setting.account_id,
                "job_id": job["id"],
                "row": decision.row.number,
                "outcome": decision.outcome.value,
                "sku": decision.row.variant.get("sku"),
                "changes": _as_json(decision) if setting.options.dry_run else [],
                "problems": decision.row.problems,
            }
            for decision in decisions
            if decision.outcome in told or decision.row.problems
        ],
    )


def _as_json(decision: Decision) -> list[Record]:
    names = ("field", "before", "after")
    return [dict(zip(names, change, strict=True)) for change in decision.changes]


def _move_on(job: Record, decisions: list[Decision]) -> Record:
    counts = dict(job["counts"])
    for decision in decisions:
        counts["rows"] += 1
        counts[decision.outcome.value] += 1
        if decision.row.code is not None:
            counts[f"codes_{decision.row.code}"] += 1
    table = table_of(Job)
    this = (table.c.id == job["id"], table.c.position == job["position"])
    return _update(*this, counts=counts, position=decisions[-1].row.number)


def _update(*where: Any, **values: Any) -> Record:
    table = table_of(Job)
    values |= {"version": table.c.version + 1, "updated_at": utcnow()}
    statement = update(table).where(*where).values(**values).returning(*table.c)
    return dict(current().execute(statement).mappings().one())
