"""Entry for ``celery -A``: the desk named by DESK."""

import importlib
import os

app = importlib.import_module(f"tests.faults.{os.environ['DESK']}_desk").load()
