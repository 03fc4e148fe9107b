"""The words of the register that templates need: states, fields and vocabularies by code."""

from flask import Flask

from services.registry.domain import ikm, wording
from shared.vocabulary import CERTIFICATES, CLUSTERS, KECAMATAN, SIZE_CLASSES, TOPICS, kecamatan_name
from shared.web.auth import current_user


def add_words(app: Flask) -> Flask:
    """Make them available in every template of this app."""
    app.jinja_env.globals.update(
        statuses=ikm.STATUSES,
        branches=ikm.BRANCHES,
        legal_forms={form: form for form in ikm.LEGAL_FORMS},
        field_names=wording.FIELDS,
        sources=wording.SOURCES,
        sexes=wording.SEXES,
        held=wording.HELD,
        severities=wording.SEVERITIES,
        channels=wording.CHANNELS,
        took_part=wording.TOOK_PART,
        topics=TOPICS,
        clusters=CLUSTERS,
        certificates=CERTIFICATES,
        size_classes=SIZE_CLASSES,
        kecamatan={code: item.name for code, item in KECAMATAN.items()},
        kecamatan_name=kecamatan_name,
        may_edit=may_edit,
    )
    return app


def may_edit() -> bool:
    """Tell whether the person at the page may change the register, or only reads."""
    user = current_user()
    return user is not None and user.role in ("staff", "admin")
