"""The words of the register that templates need: states and fields by code."""

from flask import Flask

from services.registry.domain import ikm, outcome, wording
from services.registry.domain.fields import LABELS
from shared.vocabulary import OUTCOMES, SEVERITIES, SIZE_CLASSES


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
        enrolments=wording.ENROLMENTS,
        outcome_states=outcome.STATES,
        outcome_kinds=OUTCOMES,
        size_classes=SIZE_CLASSES,
    )
    return app
