"""./sinergi lock: write both lock files from pyproject.toml, for Python 3.11 to 3.13 and without any address."""

import shutil
import subprocess
from pathlib import Path

from local.problems import Problem

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--no-header",
           "--no-emit-index-url", "--quiet")  # fmt: skip
FILES = {"requirements.lock": (), "requirements-dev.lock": ("--group", "dev")}


def main(arguments: list[str]) -> int:
    uv = shutil.which("uv")
    if not uv:
        raise Problem("Writing the lock files needs the tool uv, which is not on this machine.")
    for name, groups in FILES.items():
        command = [uv, "pip", "compile", "pyproject.toml", *OPTIONS, *groups, *arguments, "--output-file", name]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            raise Problem(f"{name} was not written: uv says why above.")
        print(f"{name} is written.")
    return 0
