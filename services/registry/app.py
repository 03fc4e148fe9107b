"""The web process of the registry: pages and API."""

from flask import Flask

from services.registry.web import (
    forgetting,
    holdings,
    ikm,
    import_decisions,
    imports,
    learned,
    map,
    merges,
    merging,
    outcomes,
    rises,
    stagnation,
    verification,
)
from services.registry.web.api import decisions as decisions_api
from services.registry.web.api import holdings as holdings_api
from services.registry.web.api import ikm as ikm_api
from services.registry.web.api import import_rows as import_rows_api
from services.registry.web.api import imports as imports_api
from services.registry.web.api import merges as merges_api
from services.registry.web.api import outcomes as outcomes_api
from services.registry.web.api import rises as rises_api
from services.registry.web.api import stagnation as stagnation_api
from services.registry.web.words import add_words
from shared.settings import Settings
from shared.web.app import build_app


def create_app(settings: Settings | None = None) -> Flask:
    app = build_app(
        settings or Settings.from_env("registry"),
        package="services.registry",
        pages=[
            map.pages,
            ikm.pages,
            verification.pages,
            forgetting.pages,
            holdings.pages,
            merging.pages,
            merges.pages,
            imports.pages,
            import_decisions.pages,
            learned.pages,
            outcomes.pages,
            stagnation.pages,
            rises.pages,
        ],
        apis=[
            ikm_api.api,
            decisions_api.api,
            merges_api.api,
            holdings_api.api,
            imports_api.api,
            import_rows_api.api,
            outcomes_api.api,
            stagnation_api.api,
            rises_api.api,
        ],
    )
    return add_words(app)
