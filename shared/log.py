"""Structured logs: one JSON object a line on standard error, with the correlation id, without personal numbers."""

import logging
import re
import sys
from typing import Any

import structlog
from structlog.types import EventDict, Processor

from shared import context
from shared.nik import holds_nik, without_nik

MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


def configure(service: str, process: str, level: int = logging.INFO) -> None:
    """Send every log record of this process, ours and the libraries', through one formatter."""
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _label(service, process),
        redact,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # Celery prints whole message bodies when it discards one (docs/decisions/0006); its own
    # signals tell us the same without the body.
    logging.getLogger("celery.worker.consumer.consumer").addFilter(_without_bodies)
    for noisy in ("alembic", "celery.worker.strategy", "celery.app.trace"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _label(service: str, process: str) -> Processor:
    def add(_: Any, __: str, record: EventDict) -> EventDict:
        record["service"], record["process"] = service, process
        record["correlation_id"] = context.correlation_id()
        return record

    return add


def redact(_: Any, __: str, record: EventDict) -> EventDict:
    """Mask what looks like a NIK or a mail address in every text of a record."""
    for key, value in record.items():
        if key != "correlation_id":
            record[key] = _redacted(value)
    return record


def _redacted(value: Any) -> Any:
    if isinstance(value, str):
        return MAIL.sub("***@***", without_nik(value))
    if isinstance(value, dict):
        return {_redacted(key): _redacted(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set):
        return [_redacted(inner) for inner in value]
    return _redacted(str(value)) if type(value) is int and holds_nik(str(value)) else value


def _without_bodies(record: logging.LogRecord) -> bool:
    if "body" in record.getMessage().lower():
        record.msg, record.args = "A message on the queue could not be read; it was set aside.", ()
    return True


def get_logger(name: str) -> Any:
    """Return a logger that takes an event and its values: ``log.info("mail_attempted", email_id=…)``."""
    return structlog.get_logger(name)
