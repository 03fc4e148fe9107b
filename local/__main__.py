"""The commands behind ./sinergi, once the environment stands."""

import importlib
import os
import sys
from pathlib import Path

from local.problems import Problem
from shared.storage import is_full

ROOT = Path(__file__).resolve().parent.parent

COMMANDS = {
    "up": "local.up",
    "demo": "local.demo",
    "migrate": "local.migrate",
    "admin": "local.admin",
    "test": "local.test",
    "check": "local.check",
    "lock": "local.lock",
}


def main(arguments: list[str]) -> int:
    command, *rest = arguments
    try:
        return int(importlib.import_module(COMMANDS[command]).main(rest))
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 2
    except OSError as error:
        if not is_full(error):
            raise
        print(f"{error.filename or 'The disk'} cannot be written: {error.strerror}. Make room, then start again.",
              file=sys.stderr)  # fmt: skip
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", str(ROOT))
    sys.exit(main(sys.argv[1:]))
