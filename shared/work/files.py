"""Files that work leaves for people to fetch: a folder for each piece of work, gone when its row is forgotten."""

import shutil
from pathlib import Path
from uuid import UUID


def folder_in(data_dir: Path, work_id: UUID) -> Path:
    """Return the folder of one piece of work, readable by nobody else."""
    folder = data_dir / "results" / str(work_id)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def path_of(data_dir: Path, work_id: UUID, name: str) -> Path:
    """Return where a file that work left lies; it may be gone."""
    return data_dir / "results" / str(work_id) / name


def forget_files(data_dir: Path, work_id: UUID) -> None:
    """Delete what one piece of work left."""
    shutil.rmtree(data_dir / "results" / str(work_id), ignore_errors=True)
