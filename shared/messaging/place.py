"""Where a database lies: what a return from a copy changes."""

import ctypes
import os
import struct
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

AT_FDCWD, STATX_BTIME = -100, 0x800
STATX_BYTES, MASK_AT, BTIME_AT = 256, 0, 80
"""Of ``struct statx``, Linux (statx(2), linux/stat.h): its size, and where its mask and its time of birth stand."""


def place_of(session: Session) -> str:
    """Return the server's and the database's own number on PostgreSQL, the file's number and its birth on SQLite."""
    if session.get_bind().dialect.name == "postgresql":
        return str(session.scalar(text(
            "SELECT system_identifier::text || '/' || (SELECT oid FROM pg_database WHERE datname = current_database()) "
            "FROM pg_control_system()"
        )))  # fmt: skip
    file = next(row.file for row in session.execute(text("PRAGMA database_list")) if row.name == "main")
    if not file:
        return "memory"
    # A number alone is given to the next new file once a file is removed.
    born = born_at(Path(file))
    return f"{Path(file).stat().st_ino}" + (f"@{born}" if born else "")


def is_same(before: str, place: str) -> bool:
    """Tell whether two places are one; where only one of them knows a birth, the number decides."""
    number, _, born = before.partition("@")
    number_now, _, born_now = place.partition("@")
    return number == number_now and (born == born_now or not (born and born_now))


def born_at(file: Path) -> int | None:
    """Return when a file came into being, in nanoseconds; None where system or file system does not say.

    Unlike all that stands in a file or beside it, no way of copying brings its birth along.
    """
    birth: float | None = getattr(file.stat(), "st_birthtime", None)
    if birth is not None:
        return int(birth * 1_000_000_000)
    found = ctypes.create_string_buffer(STATX_BYTES)
    try:
        failed = ctypes.CDLL(None).statx(AT_FDCWD, os.fsencode(file), 0, STATX_BTIME, found)
    except AttributeError:  # a system or C library without it
        return None
    if failed or not struct.unpack_from("=I", found, MASK_AT)[0] & STATX_BTIME:
        return None
    seconds, nanoseconds = struct.unpack_from("=qI", found, BTIME_AT)
    return int(seconds) * 1_000_000_000 + int(nanoseconds)
