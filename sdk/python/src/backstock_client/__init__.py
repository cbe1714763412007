"""A client library for accessing Backstock"""

from .client import AuthenticatedClient, Client
from .errors import UnexpectedStatus
from .helpers import ProblemError, connect, iterate_pages, iterate_pages_async, retrying
from .types import UNSET, File, Response, Unset

__version__ = "0.1.0"

__all__ = (
    "UNSET",
    "AuthenticatedClient",
    "Client",
    "File",
    "ProblemError",
    "Response",
    "UnexpectedStatus",
    "Unset",
    "connect",
    "iterate_pages",
    "iterate_pages_async",
    "retrying",
)
