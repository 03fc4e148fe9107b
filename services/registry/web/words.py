"""The words of the register that templates need: states and fields by code."""

from flask import Flask

from services.registry.domain import ikm, wording
from services.registry.domain.fields import LABELS
from shared.vocabulary import SEVERITIES
from shared.web.auth import current_user


def add_words(app: Flask) -> Flask:
    """Make them available in every template of this app."""
    app.jinja_env.globals.update(
        statuses=ikm.STATUSES,
        branches=wording.BRANCHES,
        field_names=LABELS,
        sources=wording.SOURCES,
        came_back=wording.CAME_BACK,
        held=wording.HELD,
        severities=SEVERITIES,
        channels=wording.CHANNELS,
        took_part=wording.TOOK_PART,
        may_edit=may_edit,
    )
    return app


def may_edit() -> bool:
    """Tell whether the person at the page may change the register, or only reads."""
    user = current_user()
    return user is not None and user.role in ("staff", "admin")
