"""Entry for ``celery -A``."""

from benchmarks.desk import load

app = load()
