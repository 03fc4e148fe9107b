"""The metadata all tables of partners belong to."""

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

from shared.database import NAMING


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
