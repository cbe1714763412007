"""Schemas, compiled: the same answers and the same requests at a fraction of the cost.

A schema stays the only contract. From its fields a function is made once that does what
marshmallow's loop would do, and nothing else; one that cannot be made stops the start.
"""

from schemas.compiled.dump import dumper_of
from schemas.compiled.load import Doubt, taker_of
from schemas.compiled.uncompilable import Uncompilable, refuse_options

__all__ = ["Doubt", "Uncompilable", "dumper_of", "refuse_options", "taker_of"]
