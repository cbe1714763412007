"""Every setting with its unit and default, read once from the environment.

`.env.example` lists the same names; a test keeps the two equal. A value that cannot
be used stops the start with a sentence that says what to set.
"""

from config.cores import usable_cores
from config.read import read_settings, refuse_to_start, settings_or_exit
from config.settings import INSTANCE, MAX_LINE_BYTES, ROOT, Settings, UnusableConfiguration

__all__ = [
    "INSTANCE",
    "MAX_LINE_BYTES",
    "ROOT",
    "Settings",
    "UnusableConfiguration",
    "read_settings",
    "refuse_to_start",
    "settings_or_exit",
    "usable_cores",
]
