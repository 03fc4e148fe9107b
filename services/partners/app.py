"""The web process of partners: pages, API, sign-in."""

from flask import Flask

from services.partners.web import (
    account,
    attendance,
    attendance_closing,
    attendance_of_one,
    calls,
    certificate_check,
    divisions,
    door,
    evaluation_link,
    evaluations,
    excuses,
    explanations,
    first_hour,
    fitting_offers,
    help,
    home,
    institution_accounts,
    institutions,
    language,
    ledger,
    line,
    matches,
    nominees,
    offers,
    offers_for_institutions,
    office,
    office_accounts,
    own_nominees,
    own_offers,
    own_sign_ins,
    participation_certificates,
    passes,
    password_links,
    plan,
    policy,
    printed_list,
    questions,
    respond,
    seat_values,
    sessions,
    sign_in,
)
from services.partners.web.api import accounts as accounts_api
from services.partners.web.api import attendance as attendance_api
from services.partners.web.api import calls as calls_api
from services.partners.web.api import divisions as divisions_api
from services.partners.web.api import door as door_api
from services.partners.web.api import excuses as excuses_api
from services.partners.web.api import explanations as explanations_api
from services.partners.web.api import institutions as institutions_api
from services.partners.web.api import invitations, nominations, offer_commands, tokens
from services.partners.web.api import ledger as ledger_api
from services.partners.web.api import offers as offers_api
from services.partners.web.api import office as office_api
from services.partners.web.api import own_account as own_account_api
from services.partners.web.api import own_sign_ins as own_sign_ins_api
from services.partners.web.api import participation_certificates as participation_certificates_api
from services.partners.web.api import password_links as password_links_api
from services.partners.web.api import plan as plan_api
from services.partners.web.api import policy as policy_api
from services.partners.web.api import questions as questions_api
from services.partners.web.api import seat_values as seat_values_api
from services.partners.web.api import sessions as sessions_api
from services.partners.web.seen import note_who_is_seen
from services.partners.web.words import add_words
from shared.settings import Settings
from shared.web.app import build_app

PAGES = (
    home, sign_in, password_links, language, account, own_sign_ins, office, office_accounts, institutions,
    institution_accounts, offers, offers_for_institutions, own_offers, matches, explanations, divisions, plan, policy,
    nominees, own_nominees, calls, questions, excuses, printed_list, help, first_hour, sessions, fitting_offers,
    attendance, attendance_closing, attendance_of_one, participation_certificates, ledger, seat_values, door,
    evaluations,
)  # fmt: skip
APIS = (
    tokens, password_links_api, own_account_api, own_sign_ins_api, accounts_api, office_api, institutions_api,
    offers_api, offer_commands, nominations, explanations_api, invitations, calls_api, excuses_api, divisions_api,
    plan_api, policy_api, questions_api, sessions_api, attendance_api, participation_certificates_api, ledger_api,
    seat_values_api, door_api,
)  # fmt: skip


def create_app(settings: Settings | None = None) -> Flask:
    app = build_app(
        settings or Settings.from_env("partners"),
        package="services.partners",
        pages=[module.pages for module in PAGES],
        link_pages=[respond.pages, passes.pages, line.pages, certificate_check.pages, evaluation_link.pages],
        apis=[module.api for module in APIS],
    )
    # Of a signed-in person, other sites get no cookie (SameSite); everybody may choose what they read.
    app.extensions["csrf"].exempt(language.pages)
    return note_who_is_seen(add_words(app))
