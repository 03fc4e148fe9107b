"""Are any of the locked dependencies known to be vulnerable?"""

import json
import subprocess
import sys
from pathlib import Path


def dependencies(lock: str) -> tuple[bool | None, str]:
    """Return the verdict (None: the advisory data cannot be reached from here) and its explanation."""
    program = str(Path(sys.executable).with_name("pip-audit"))
    options = ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "--timeout", "15", "--format", "json"]
    done = subprocess.run([program, "--requirement", lock, *options], capture_output=True, text=True, check=False)
    try:
        found = json.loads(done.stdout)["dependencies"]
    except ValueError:
        return None, f"pip-audit could not read its advisory data: {last_line(done.stderr)}"
    return verdict(found)


def verdict(found: list[dict[str, object]]) -> tuple[bool | None, str]:
    vulnerable = [item for item in found if item.get("vulns")]
    if vulnerable:
        return False, "\n".join(f"{item['name']} {item['version']}: {item['vulns']}" for item in vulnerable)
    if all("skip_reason" in item for item in found):
        return None, "pip-audit reached no advisory data that knows these packages."
    return True, ""


def last_line(text: str) -> str:
    return next(reversed(text.strip().splitlines()), "it said nothing")
