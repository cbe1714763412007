"""Whether this server was told to stop: it still answers, and wants to be asked no more.

The flag is memory that the server's processes share, without a lock: one that is killed over it
must not hold up the others.
"""

from ctypes import c_bool
from typing import Protocol


class Flag(Protocol):
    """What `multiprocessing.RawValue` gives."""

    value: bool


_flag: Flag = c_bool(False)


def heed(flag: Flag) -> None:
    """Let this process know by `flag`."""
    global _flag
    _flag = flag


def is_stopping() -> bool:
    """Whether the server was told to stop."""
    return _flag.value
