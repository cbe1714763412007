"""Who wrote when: whoever reads next must find it, from a replica too."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, short


class Writer(Base):
    """A caller and their last write. It is filled only where replicas are read.

    Not logged: a crash may empty it, since whoever is missing is taken for one who just wrote.
    """

    __tablename__ = "writers"

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("accounts.id"), primary_key=True, doc="The account that the caller acts for."
    )
    principal: Mapped[str] = short(
        60, primary_key=True, doc="Who it is: user:{id} or api_key:{id}."
    )
    written_at: Mapped[datetime] = mapped_column(doc="When they wrote, by the primary's clock.")
