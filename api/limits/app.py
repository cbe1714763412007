"""The limits of an app: its policies, and where it counts."""

from flask import Flask, current_app

from api.limits.policies import Policy
from api.limits.shared import SharedWindows
from api.limits.windows import Windows
from config import Settings

EXTENSION = "backstock-limits"


class Limits:
    """The policies of an app, and where it counts."""

    def __init__(self, settings: Settings) -> None:
        self.account = Policy("account", settings.rate_limit_account_per_minute)
        self.key = Policy("key", settings.rate_limit_key_per_minute)
        self.address = Policy("address", settings.rate_limit_address_per_minute)
        self.failures = Policy("failures", settings.rate_limit_address_per_minute)
        self.log_in = Policy("login", settings.login_failures_per_minute)
        self.log_in_address = Policy("login-address", settings.login_failures_address_per_minute)
        self.secret = settings.key_for("rate-limit")
        self.windows = _windows(settings)


def keep(app: Flask) -> None:
    """Keep the limits of an app."""
    app.extensions[EXTENSION] = Limits(app.config["SETTINGS"])


def limits() -> Limits:
    """Give the limits of the current app."""
    found: Limits = current_app.extensions[EXTENSION]
    return found


def _windows(settings: Settings) -> Windows | SharedWindows:
    """Give where limits are counted: in this process, or in the Redis of all of them."""
    own, url = Windows(), settings.rate_limit_redis_url
    if not url:
        return own
    installation = settings.key_for("rate-limit").hex()[:8]
    return SharedWindows(url, prefix=f"backstock:{installation}:", own=own)
