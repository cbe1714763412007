"""One request, one transaction, closed here and nowhere else.

Below 400 commits, anything else rolls back. Work that met another's (a deadlock, a lock
waited for too long, a plan overtaken by events) or lost its connection before it could commit
is done again from the start. What only reads may read from a replica (`models.replicas`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from api.logs import log
from config import Settings
from metrics import measures
from models import db
from models.actor import Actor
from models.engine import for_reading, prepare
from models.replicas import Caller, Replicas, ReplicaWork, is_away, is_too_slow
from models.work import Work, current, doing
from services.errors import Refusal, TryAgain

RETRIES = 5
RETRIED_STATES = {"40001", "40P01", "55P03", "26000", "23503"}
"""Serialisation failure, deadlock, lock not available, prepared statement gone, and a foreign key
that no service explains: what it looked up was deleted meanwhile (PostgreSQL, appendix A)."""
EXTENSION = "backstock-engines"
LONGEST_ADDRESS = 45
"""Characters of an IPv6 address that ends in one of IPv4."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Engines:
    """Where work goes that writes, and work that only reads."""

    writing: Engine
    reading: Engine
    replicas: Replicas | None


def register(app: Flask) -> None:
    """Keep the engines of an app; needs its context."""
    replicas = _replicas(app.config["SETTINGS"], app.config["SQLALCHEMY_ENGINE_OPTIONS"])
    app.extensions[EXTENSION] = Engines(db.engine, for_reading(db.engine), replicas)


def _replicas(settings: Settings, options: dict[str, Any]) -> Replicas | None:
    if not settings.database_replica_urls:
        return None
    engines = [create_engine(url, **options) for url in settings.database_replica_urls]
    for engine in engines:
        prepare(engine)
    lag_seconds = settings.database_replica_lag_seconds
    return Replicas([for_reading(engine) for engine in engines], lag_seconds=lag_seconds)


class TransactionalFlask(Flask):
    """Flask whose every view runs in one transaction."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Take every function for what it is here: none is a coroutine."""
        return func

    def dispatch_request(self) -> ResponseReturnValue:
        """Answer the request, commit or roll back, and do it again where that helps."""

        def answer() -> Response:
            g.pop("keeps_changes", None)
            current().actor = _actor
            return self.make_response(super(TransactionalFlask, self).dispatch_request())

        return unit_of_work(answer, keep=_keep, writes=_writes())


def unit_of_work(
    work: Callable[[], T], *, keep: Callable[[T], bool] = lambda _: True, writes: bool = True
) -> T:
    """Do `work` in one transaction, again up to five times if it met another's."""
    engines: Engines = current_app.extensions[EXTENSION]
    if engines.replicas is None:
        return _insisting(work, keep, engines.writing if writes else engines.reading)
    if not writes:
        return _reading(work, keep, engines.reading, engines.replicas)
    try:
        return _insisting(work, keep, engines.writing)
    finally:
        _note_write(engines.reading, engines.replicas)


def _insisting(work: Callable[[], T], keep: Callable[[T], bool], engine: Engine) -> T:
    try:
        return _once(work, keep, Work(engine))
    except (TryAgain, DBAPIError) as error:
        if not _may_succeed_again(error):
            raise
    retrying = Retrying(
        retry=retry_if_exception(_may_succeed_again),
        stop=stop_after_attempt(RETRIES),
        wait=wait_random_exponential(multiplier=0.01, max=0.25),
        reraise=True,
    )

    def again() -> T:
        measures.RETRIES.inc()
        return _once(work, keep, Work(engine))

    return retrying(again)


def _reading(
    work: Callable[[], T], keep: Callable[[T], bool], primary: Engine, replicas: Replicas
) -> T:
    """Do work that reads, from a replica if one will do; what it cannot, the primary does."""
    reading = ReplicaWork(primary, replicas, _caller)
    try:
        return _once(work, keep, reading)
    except (TryAgain, DBAPIError) as error:
        cause = error.__cause__ if isinstance(error, TryAgain) else error
        if isinstance(cause, DBAPIError) and reading.replica is not None:
            if is_too_slow(cause):
                raise
            if is_away(cause):
                reading.replica.leave_alone()
        elif not _may_succeed_again(error):
            raise
    return _insisting(work, keep, primary)


def _note_write(primary: Engine, replicas: Replicas) -> None:
    caller = _caller()
    if caller is None:
        return
    try:
        replicas.note_write(primary, caller)
    except DBAPIError as error:  # what was committed is answered; the caller may read it late
        log.warning("write-not-noted", error=str(error).splitlines()[0])


def _caller() -> Caller | None:
    caller = g.get("caller")
    return None if caller is None else Caller(caller.account_id, caller.principal)


def _actor() -> Actor:
    caller = g.get("caller")
    who = ("anonymous", None) if caller is None else (caller.principal, caller.user_id)
    return Actor(*who, g.request_id, (request.remote_addr or "")[:LONGEST_ADDRESS] or None)


def _once(work: Callable[[], T], keep: Callable[[T], bool], new: Work) -> T:
    with doing(new) as current:
        try:
            result = work()
            if keep(result):
                current.commit()
            return result
        except Refusal as refusal:
            if refusal.keeps_changes:
                current.commit()
            raise
        except DBAPIError as error:
            if error.connection_invalidated and not current.is_committing:
                raise TryAgain("the connection was lost, and nothing was committed") from error
            raise


def is_busy(error: BaseException) -> bool:
    """Whether the database was too busy to answer, on either engine."""
    if isinstance(error, TryAgain):
        return True
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    return state in {*RETRIED_STATES, "57014"} or "database is locked" in str(error)


def _may_succeed_again(error: BaseException) -> bool:
    if isinstance(error, TryAgain):
        return True
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    return isinstance(error, DBAPIError) and state in RETRIED_STATES


def _writes() -> bool:
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return False
    view = current_app.view_functions.get(request.endpoint or "")
    method = getattr(getattr(view, "view_class", None), request.method.lower(), None)
    return not getattr(method, "read_only", False)


def _keep(response: Response) -> bool:
    return response.status_code < 400 or bool(g.get("keeps_changes"))
