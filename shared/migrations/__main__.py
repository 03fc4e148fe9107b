"""``python -m shared.migrations revision (SERVICE|kernel) "what changes"``, or ``upgrade``."""

import os
import sys
import tempfile

from shared.events.catalogue import SERVICES
from shared.migrations import KERNEL, revise, upgrade
from shared.settings import secret_keys


def main() -> int:
    """Bring the databases that the environment names to the newest schema, or write a new migration."""
    if sys.argv[1:] == ["upgrade"]:
        for service in SERVICES:
            upgrade(service, os.environ[f"SINERGI_{service.upper()}_DATABASE_URL"], secret_keys(os.environ))
        return 0
    if len(sys.argv) != 4 or sys.argv[1] != "revision" or sys.argv[2] not in (*SERVICES, KERNEL):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    branch, message = sys.argv[2], sys.argv[3]
    service = SERVICES[0] if branch == KERNEL else branch  # the kernel's tables are in the database of each
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/schema.db"
        upgrade(service, url)
        revise(branch, message, url, service)
    return 0


if __name__ == "__main__":
    sys.exit(main())
