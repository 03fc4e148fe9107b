"""./sinergi before and after its environment exists."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

OLD_PYTHON = "import sys; sys.version_info = (3, 9)"
BARE_DEBIAN = """
import importlib.util
find = importlib.util.find_spec
importlib.util.find_spec = lambda name: None if name == "ensurepip" else find(name)
"""


def run_sinergi(root: Path, *arguments: str, machine: str = "") -> subprocess.CompletedProcess[str]:
    """Run the executable of ``root`` in a Python that ``machine`` (a program) has changed before."""
    start = f"import runpy; runpy.run_path({str(root / 'sinergi')!r}, run_name='__main__')"
    command = [sys.executable, "-I", "-c", f"{machine}\n{start}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={"PATH": "/nowhere"}, check=False)


@pytest.fixture
def fresh_clone(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "sinergi", tmp_path)
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / lock).write_text("")
    return tmp_path


@pytest.fixture
def set_up_clone(fresh_clone: Path) -> Path:
    python = fresh_clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho started with $*\n")
    python.chmod(0o755)
    (fresh_clone / ".venv" / "installed-requirements.lock").write_text(hashlib.sha256(b"").hexdigest())
    return fresh_clone


def test_without_a_command_the_menu_is_printed(fresh_clone):
    done = run_sinergi(fresh_clone)
    assert done.returncode == 0
    assert "./sinergi up" in done.stdout


def test_an_unknown_command_is_refused_with_the_menu(fresh_clone):
    done = run_sinergi(fresh_clone, "fly")
    assert done.returncode == 2
    assert 'no command "fly"' in done.stderr


def test_a_python_that_is_too_old_is_told_in_one_sentence(fresh_clone):
    done = run_sinergi(fresh_clone, "up", machine=OLD_PYTHON)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "needs Python 3.11 or newer; this is Python 3.9" in done.stderr


def test_a_bare_debian_python_names_the_missing_package(fresh_clone):
    done = run_sinergi(fresh_clone, "up", machine=BARE_DEBIAN)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "install the package python3-venv" in done.stderr


def test_once_set_up_the_command_starts_at_once(set_up_clone):
    assert run_sinergi(set_up_clone, "up", "--demo").stdout == "started with -P -m local up --demo\n"


def test_a_changed_lock_is_noticed(set_up_clone):
    (set_up_clone / "requirements.lock").write_text("changed")
    assert "Setting up from requirements.lock" in run_sinergi(set_up_clone, "up").stdout
