"""Telling Sentry what broke: the error and where, and nothing that anybody has sent.

No integration of Sentry's is switched on; they collect requests, queries and local variables.
"""

from typing import Any

from flask import Flask, current_app, g, request

from api.logs import harmless
from config import Settings

EXTENSION = "backstock-sentry"
TOLD = {"event_id", "exception", "level", "platform", "release", "environment", "server_name"}
TOLD |= {"tags", "timestamp", "sdk", "contexts"}
"""Members of an event; a later version of Sentry's may think of more, and those stay here."""


def register(app: Flask, settings: Settings, **more: Any) -> None:
    """Tell Sentry, if SENTRY_DSN says where it is; `more` are options of its client."""
    if not settings.sentry_dsn:
        return
    from sentry_sdk import Client

    app.extensions[EXTENSION] = Client(
        dsn=settings.sentry_dsn,
        environment=settings.environment,
        default_integrations=False,
        auto_enabling_integrations=False,
        auto_session_tracking=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        before_send=without_secrets,
        **more,
    )


def tell(error: BaseException) -> None:
    """Tell of an error that nobody expected; nothing where Sentry is not used."""
    client: Any = current_app.extensions.get(EXTENSION)
    if client is None:
        return
    from sentry_sdk import Scope
    from sentry_sdk.utils import event_from_exception

    event, hint = event_from_exception(error, client_options=client.options)
    rule = request.url_rule
    event["tags"] = {
        "request_id": g.get("request_id", ""),
        "method": request.method if rule else "",
        "route": rule.rule if rule else "",
    }
    client.capture_event(event, hint, scope=Scope())


def without_secrets(event: dict[str, Any], _hint: Any) -> dict[str, Any]:
    """Leave out of an event all that may hold what somebody sent."""
    for one in event.get("exception", {}).get("values", []):
        one["value"] = harmless(str(one.get("value") or ""))
        for frame in (one.get("stacktrace") or {}).get("frames", []):
            frame.pop("vars", None)
    return {name: value for name, value in event.items() if name in TOLD}
