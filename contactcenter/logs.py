"""Structured logs: one event a line, with codes and ids, never with text of people."""

import logging
from typing import Any

import structlog

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def configuration(form: str, *, testing: bool) -> dict[str, Any]:
    """Django's ``LOGGING``: JSON lines for ``json``, readable lines otherwise."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=not testing,
    )
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": renderer,
                "foreign_pre_chain": _SHARED,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING" if testing else "INFO"},
        "loggers": {
            # Both quote request lines and headers, which hold tokens and addresses.
            "django.request": {"level": "CRITICAL" if testing else "ERROR"},
            "uvicorn.access": {"level": "WARNING"},
            "httpx": {"level": "WARNING"},
            "celery": {"level": "WARNING"},
            "celery.apps.worker": {"level": "INFO"},
            "celery.beat": {"level": "INFO" if testing else "WARNING"},
        },
    }


def logger(name: str) -> Any:
    """A logger whose events are codes with facts: ``log.info("mail_kept", payload=…)``."""
    return structlog.get_logger(name)


def silence(*names: str) -> None:
    """Turns loggers down to errors, for commands whose output people read."""
    for name in names:
        logging.getLogger(name).setLevel(logging.ERROR)
