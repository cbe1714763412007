"""Work that reports progress and a result, row by row; for now: imports."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Owned, Versioned, named_within_account, one_of, short, within_account


class JobKind(StrEnum):
    """What kind of work a job does."""

    IMPORT = "import"


class JobStatus(StrEnum):
    """Where an import stands: a `completed` one has dealt with every row."""

    RUNNING = "running"
    COMPLETED = "completed"


class RowOutcome(StrEnum):
    """What became of a row; `skipped` is a good row of a batch that was refused."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    SKIPPED = "skipped"


class Job(Owned, Versioned):
    """One piece of work; `position` is the last row whose outcome is committed."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index(None, "account_id", "kind", "created_at", "id"),
        named_within_account(),
        Index(None, "account_id", "fingerprint"),
        one_of("kind", JobKind),
        one_of("status", JobStatus),
    )

    kind: Mapped[str] = short(20, doc="What the job does.")
    status: Mapped[str] = short(20, default=JobStatus.RUNNING, doc="Where the job stands.")
    fingerprint: Mapped[str] = short(64, doc="SHA-256 of the input and the options, in hex.")
    options: Mapped[dict[str, Any]] = mapped_column(doc="What was asked for.")
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict, doc="Rows by outcome.")
    position: Mapped[int] = mapped_column(
        default=0, doc="Number of the last row that is dealt with for good."
    )
    finished_at: Mapped[datetime | None] = mapped_column(
        doc="When the import ended, in UTC; null: it still runs."
    )


class JobRow(Owned):
    """What became of one row of a job's input, where there is something to say."""

    __tablename__ = "job_rows"
    __table_args__ = (
        within_account("job_id", "jobs"),
        UniqueConstraint("job_id", "row"),
        Index(None, "account_id"),
        Index(None, "job_id", "outcome", "row"),
        one_of("outcome", RowOutcome),
    )

    job_id: Mapped[UUID] = mapped_column(doc="The job.")
    row: Mapped[int] = mapped_column(doc="Number of the row; the first below the header is 1.")
    outcome: Mapped[str] = short(20, doc="What became of the row.")
    sku: Mapped[str | None] = short(
        64, doc="The SKU that the row names; null: it names none that can be read."
    )
    changes: Mapped[list[Any]] = mapped_column(
        default=list, doc="Fields that differ: field, before and after."
    )
    problems: Mapped[list[Any]] = mapped_column(
        default=list, doc="What is wrong: column, code, value and detail."
    )
