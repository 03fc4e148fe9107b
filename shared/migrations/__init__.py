"""Schema versions: the kernel's tables are one line of migrations, each service's own tables another."""

import importlib
import pkgutil
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData

from shared.database import KernelBase
from shared.engine import make_engine

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
KERNEL = "kernel"


class UnknownSchema(Exception):
    """The database was made by a newer version of the program."""


def config_for(service: str, url: str) -> Config:
    """Return Alembic's configuration for one service's database."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "newline")
    config.set_main_option(
        "version_locations", f"{HERE / 'versions'}\n{ROOT / 'services' / service / 'migrations' / 'versions'}"
    )
    config.attributes.update(service=service, url=url)
    return config


def upgrade(service: str, url: str, signing_keys: Sequence[str] = ()) -> None:
    """Bring a service's database to the newest schema; does nothing if it is there.

    ``signing_keys`` seal the history, newest first: a migration that writes it anew needs them.
    """
    if not is_current(service, url):
        config = config_for(service, url)
        config.attributes["signing_keys"] = tuple(signing_keys)
        # A service's migration may move rows into the kernel's tables.
        command.upgrade(config, _line(ScriptDirectory.from_config(config), HERE / "versions")[0])
        command.upgrade(config, "heads")


def is_current(service: str, url: str) -> bool:
    """Tell whether the database has the newest schema; raises UnknownSchema if it has one we do not know."""
    script = ScriptDirectory.from_config(config_for(service, url))
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            found = set(MigrationContext.configure(connection).get_current_heads())
    finally:
        engine.dispose()
    known = {revision.revision for revision in script.walk_revisions()}
    if found - known:
        raise UnknownSchema(", ".join(sorted(found - known)))
    return found == set(script.get_heads())


def revise(branch: str, message: str, url: str, service: str) -> None:
    """Write the migration that leads from ``url``'s schema to the tables the code declares."""
    config = config_for(service, url)
    folder = HERE / "versions" if branch == KERNEL else ROOT / "services" / service / "migrations" / "versions"
    folder.mkdir(parents=True, exist_ok=True)
    config.attributes["metadata"] = metadata_of(branch)
    script = ScriptDirectory.from_config(config)
    mine = _line(script, folder)
    command.revision(
        config,
        message,
        autogenerate=True,
        head=mine[0] if mine else "base",
        rev_id=f"{branch}_{len(mine) + 1:04d}",
        version_path=str(folder),
        splice=False,
    )


def _line(script: ScriptDirectory, folder: Path) -> list[str]:
    """Return the revisions that lie in a folder, newest first."""
    return [each.revision for each in script.walk_revisions() if Path(each.path).parent == folder]


def metadata_of(branch: str) -> MetaData:
    """Return all tables of a branch, having imported every module that declares one."""
    if branch == KERNEL:
        for name in ("change", "office", "outgoing_mail", "sessions", "messaging.outbox", "messaging.inbox",
                     "messaging.schedule_entry", "messaging.heartbeat", "messaging.restoration", "messaging.waiting",
                     "work.table"):  # fmt: skip
            importlib.import_module(f"shared.{name}")
        return KernelBase.metadata
    package: ModuleType = importlib.import_module(f"services.{branch}.models")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    metadata: MetaData = importlib.import_module(f"{package.__name__}.base").Base.metadata
    return metadata
