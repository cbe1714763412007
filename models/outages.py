"""Errors that say that the database can do nothing at this moment, whoever asks for what."""

import sqlite3

import psycopg

AWAY = "The database cannot be reached."
FULL = "The database has no room left."
CROWDED = "The database takes no more connections, or has no memory left."
UNREADABLE = "The files of the database cannot be read or written."
READ_ONLY = "The database can be read, but not written."

OF_STATE = {
    "25006": READ_ONLY,  # a standby, perhaps one that was the primary a moment ago
    "53000": CROWDED,
    "53100": FULL,
    "53200": CROWDED,
    "53300": CROWDED,
    "57P01": AWAY,
    "57P02": AWAY,
    "57P03": AWAY,
    "58030": UNREADABLE,
}
"""SQLSTATE (PostgreSQL, appendix A) to what is the matter."""
OF_CODE = {
    sqlite3.SQLITE_CANTOPEN: UNREADABLE,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: UNREADABLE,
    sqlite3.SQLITE_NOMEM: CROWDED,
    sqlite3.SQLITE_READONLY: READ_ONLY,
}
STALE = {READ_ONLY, UNREADABLE}
"""What a connection may go on to say when it is no longer true: it was opened at that time."""


def outage(error: BaseException | None) -> str | None:
    """Say what is the matter with the database; None if it is something else."""
    error = getattr(error, "orig", error)  # what the driver said
    if isinstance(error, sqlite3.Error):
        return OF_CODE.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
    if not isinstance(error, psycopg.Error):
        return None
    if error.sqlstate is None:  # nobody was there to give one
        return AWAY if isinstance(error, psycopg.OperationalError) else None
    return OF_STATE.get(error.sqlstate, AWAY if error.sqlstate.startswith("08") else None)


def is_stale(error: BaseException) -> bool:
    """Whether a new connection may do what this one cannot."""
    return outage(error) in STALE
