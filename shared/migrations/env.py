"""Alembic's entry: runs migrations on the URL and tables that the caller put into the configuration."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from shared.database import UTCDateTime
from shared.engine import make_engine


def include_name(name: str | None, kind: str, _: Any) -> bool:
    metadata = context.config.attributes["metadata"]
    return kind != "table" or name in metadata.tables


def render_item(kind: str, item: Any, _: Any) -> str | Literal[False]:
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    attributes = context.config.attributes
    engine = make_engine(attributes["url"], poolclass=sa.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=attributes.get("metadata"),
            include_name=include_name,
            render_item=render_item,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if connection.in_transaction():
            connection.commit()


run()
