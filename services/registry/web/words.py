"""The words of the register that templates need: states and fields by code."""

from flask import Flask

from services.registry.domain import ikm, wording


def add_words(app: Flask) -> Flask:
    """Make them available in every template of this app."""
    app.jinja_env.globals.update(
        statuses=ikm.STATUSES,
        branches=ikm.BRANCHES,
        legal_forms={form: form for form in ikm.LEGAL_FORMS},
        field_names=wording.FIELDS,
        sources=wording.SOURCES,
        came_back=wording.CAME_BACK,
        sexes=wording.SEXES,
        held=wording.HELD,
        severities=wording.SEVERITIES,
        channels=wording.CHANNELS,
        took_part=wording.TOOK_PART,
    )
    return app
