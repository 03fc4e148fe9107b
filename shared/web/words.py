"""The codes every service speaks, with their labels, for templates."""

from flask import Flask

from shared.vocabulary import CERTIFICATES, CLUSTERS, FORMS, KECAMATAN, MODES, SIZE_CLASSES, TOPICS, kecamatan_name


def add_vocabulary(app: Flask) -> None:
    """Make them available in every template of this app."""
    app.jinja_env.globals.update(
        topics=TOPICS,
        forms=FORMS,
        modes=MODES,
        clusters=CLUSTERS,
        certificates=CERTIFICATES,
        size_classes=SIZE_CLASSES,
        kecamatan={code: item.name for code, item in KECAMATAN.items()},
        kecamatan_name=kecamatan_name,
    )
