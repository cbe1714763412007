"""No row leads from one account to another: foreign keys, asked of the database itself.

A foreign key says that a row is there, not whose it is. Services look ids up within the account;
this asks whether they always did.
"""

from typing import Any

from sqlalchemy import ForeignKeyConstraint, Select, Table, and_, func, select

from models.base import Base
from models.work import execute


def crossings() -> dict[str, int]:
    """Count, by foreign key, the rows of one account that lead to another's; none are left out.

    Reads every table: for tests, for after a restore, not for a request.
    """
    counted = {name: execute(statement).scalar() for name, statement in questions().items()}
    return {name: number for name, number in counted.items() if number}


def questions() -> dict[str, Select[Any]]:
    """Give, for each foreign key between rows of accounts, the statement that counts them."""
    return {
        f"{table.name}({', '.join(key.column_keys)})": _crossing(table, key)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_key_constraints
        if key.referred_table.name != "accounts"
    }


def _crossing(table: Table, key: ForeignKeyConstraint) -> Select[Any]:
    other = key.referred_table.alias()
    pairs = [(part.parent, other.c[part.column.name]) for part in key.elements]
    joined = and_(*(mine == theirs for mine, theirs in pairs))
    apart = table.c.account_id != other.c.account_id
    return select(func.count()).select_from(table.join(other, joined)).where(apart)
