"""Can this machine still write? A full or read-only disk is told in words, before and when something needs it."""

import errno
import os
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

ROOM = 20 * 1024 * 1024
"""Bytes that must be free: less than one large upload, more than the databases write between two looks."""
OF_FILES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG})
OF_SQLITE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR})
OF_POSTGRESQL = frozenset({"53100", "25006"})
"""disk_full, read_only_sql_transaction (https://www.postgresql.org/docs/current/errcodes-appendix.html)."""
PRIMARY_CODE = 0xFF
"""SQLite's errors say more in their higher bits (https://sqlite.org/rescode.html)."""


def has_room(folder: Path) -> bool:
    """Tell whether something can be written into a folder that exists."""
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= ROOM


def folders(database_url: str, data_dir: Path) -> list[Path]:
    """Return the folders into which a service writes: that of its SQLite file, and its uploads where it has some."""
    parsed = make_url(database_url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database
    uploads = data_dir / "uploads"
    return [*([Path(str(parsed.database)).parent] if is_file else []), *([uploads] if uploads.is_dir() else [])]


def is_full(error: BaseException) -> bool:
    """Tell whether a file or a database could not be written because of the disk."""
    if isinstance(error, DBAPIError):
        code = getattr(error.orig, "sqlite_errorcode", 0)
        return code & PRIMARY_CODE in OF_SQLITE or getattr(error.orig, "sqlstate", None) in OF_POSTGRESQL
    return isinstance(error, OSError) and error.errno in OF_FILES
