"""Uploaded files: outside the web root, under names of our own, and gone when they are no longer needed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO
from uuid import uuid4

from services.registry.domain.cells import text
from services.registry.files.extent import refuse
from services.registry.files.upload import LARGEST_FILE, TOO_LARGE, kind_of
from shared.clock import now
from shared.nik import without_nik

KEPT_FOR = timedelta(days=7)
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A stored file that passed the checks of :func:`kind_of`."""

    path: Path
    filename: str
    kind: str
    size: int
    sha256: str


def folder_in(data_dir: Path) -> Path:
    """Return the folder of uploads, readable by nobody else."""
    folder = data_dir / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def store(folder: Path, stream: IO[bytes], filename: str) -> Upload:
    """Store and check an upload. Raises InvalidInput, and keeps nothing, where it is no table."""
    path = folder / uuid4().hex
    try:
        size, digest = _copy(stream, path)
        shown = without_nik(text(filename.replace("\\", "/").rpartition("/")[2]))[-255:]
        return Upload(path, shown, kind_of(path, shown), size, digest)
    except Exception:
        path.unlink(missing_ok=True)
        raise


def forget(folder: Path, names: Iterable[str | None]) -> None:
    """Delete stored files that exist."""
    for name in filter(None, names):
        (folder / name).unlink(missing_ok=True)


def forget_old(folder: Path) -> None:
    """Delete what was uploaded and then left."""
    oldest = (now() - KEPT_FOR).timestamp()
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def _copy(stream: IO[bytes], path: Path) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with path.open("xb") as file:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > LARGEST_FILE:
                raise refuse(TOO_LARGE)
            digest.update(chunk)
            file.write(chunk)
    return size, digest.hexdigest()
