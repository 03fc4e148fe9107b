"""A setting that is missing or unsafe is named in one sentence."""

from traceback import format_exception

import pytest

from shared.settings import Settings, SettingsError
from tests.conftest import environment

GOOD = environment("registry", "sqlite:///x.db", "redis://127.0.0.1/0")
NOTIFIER = environment("notifications", "sqlite:///x.db", "redis://127.0.0.1/0")


def test_good_settings_are_read():
    assert Settings.from_env("registry", GOOD).database_url == "sqlite:///x.db"


@pytest.mark.parametrize("name", sorted(GOOD))
def test_missing_setting_is_named(name):
    with pytest.raises(SettingsError, match=name):
        Settings.from_env("registry", {key: value for key, value in GOOD.items() if key != name})


@pytest.mark.parametrize("service", ["partners", "notifications"])
def test_the_key_of_the_personal_numbers_is_the_registrys_alone(service):
    given = environment(service, "sqlite:///x.db", "redis://127.0.0.1/0")
    assert Settings.from_env(service, given).data_keys == ()
    del given["SINERGI_DATA_KEY"]
    assert Settings.from_env(service, given).data_keys == ()


@pytest.mark.parametrize("secret", ["short", "x" * 40 + ",short"])
def test_short_secrets_are_refused(secret):
    with pytest.raises(SettingsError, match="SINERGI_SECRET_KEY"):
        Settings.from_env("registry", {**GOOD, "SINERGI_SECRET_KEY": secret})


def test_cookies_are_secure_behind_https():
    assert Settings.from_env("registry", {**GOOD, "SINERGI_PUBLIC_URL": "https://ikm.example"}).secure_cookies


@pytest.mark.parametrize(
    "sender", ["Disperindag Kab. Kutai Timur <sinergi@ikm.example>", '"Disperindag, Kutim" <a@b.id>', "a@b.id"]
)
def test_a_sender_with_or_without_a_name_is_read(sender):
    assert Settings.from_env("registry", {**GOOD, "SINERGI_MAIL_FROM": sender}).mail_from == sender


@pytest.mark.parametrize("sender", ["Disperindag, Kutim <a@b.id>", "Disperindag", "<a@b>"])
def test_a_sender_that_no_mail_can_carry_is_refused(sender):
    with pytest.raises(SettingsError, match="SINERGI_MAIL_FROM"):
        Settings.from_env("registry", {**GOOD, "SINERGI_MAIL_FROM": sender})


@pytest.mark.parametrize("address", ["a@b.id, c@d.id", "Disperindag <a@b.id>", "a@b"])
def test_an_address_of_the_office_that_no_mail_can_carry_is_refused(address):
    with pytest.raises(SettingsError, match="SINERGI_OFFICE_EMAIL"):
        Settings.from_env("registry", {**GOOD, "SINERGI_OFFICE_EMAIL": address})


@pytest.mark.parametrize(
    "url", ["smtp://mailpit:1025", "smtps://u%40x:p%23w@mail.example", "smtp+starttls://u:p@[::1]:587/"]
)
def test_a_mail_relay_is_read(url):
    assert Settings.from_env("notifications", {**NOTIFIER, "SINERGI_SMTP_URL": url}).smtp_url == url


@pytest.mark.parametrize(
    "url",
    ["smtp://user:geheim#1@mail.example:587", "smtps://user:geheim?@mail.example", "smtp://user:1/geheim@mail.example",
     "smtp://user:gehe[im@mail.example", "http://user:geheim@mail.example", "mail.example:587", "smtp://"],
)  # fmt: skip
def test_a_mail_relay_that_cannot_be_one_is_refused_without_a_word_of_its_password(url):
    with pytest.raises(SettingsError, match="SINERGI_SMTP_URL") as refusal:
        Settings.from_env("notifications", {**NOTIFIER, "SINERGI_SMTP_URL": url})
    assert "gehe" not in "".join(format_exception(refusal.value))


FIXED = {
    "name": ("SINERGI_OFFICE_NAME", "Disperindag Kutim"),
    "phone": ("SINERGI_OFFICE_PHONE", "0549-21000"),
    "email": ("SINERGI_OFFICE_EMAIL", "ikm@kutim.example"),
    "smtp_url": ("SINERGI_SMTP_URL", "smtp://mailpit:1025"),
    "mail_from": ("SINERGI_MAIL_FROM", "Disperindag <a@b.id>"),
}


@pytest.mark.parametrize(("name", "variable", "value"), [(name, *said) for name, said in FIXED.items()])
def test_what_the_installer_said_is_fixed_and_what_was_left_blank_is_not(name, variable, value):
    assert Settings.from_env("registry", {**GOOD, variable: value}).fixed == {name}
    assert Settings.from_env("registry", {**GOOD, variable: " "}) == Settings.from_env("registry", GOOD)


def test_what_stands_for_nothing_in_the_example_fixes_nothing():
    copied = {"SINERGI_OFFICE_PHONE": "0549-0000000", "SINERGI_OFFICE_EMAIL": "ikm@localhost.localdomain"}
    assert Settings.from_env("registry", {**GOOD, **copied}).fixed == frozenset()


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://ikm.example", True),
        ("http://127.0.0.1:8000", False),
        ("http://localhost", False),
        ("http://[::1]:80", False),
    ],
)
def test_an_address_of_this_machine_alone_is_not_public(url, public):
    assert Settings.from_env("registry", {**GOOD, "SINERGI_PUBLIC_URL": url}).is_public is public


@pytest.mark.parametrize("address", ["https://ikm.example/", "https://ikm.example/ikm", "ikm.example", ""])
def test_an_address_that_the_proxy_cannot_serve_is_refused(address):
    with pytest.raises(SettingsError, match="SINERGI_PUBLIC_URL"):
        Settings.from_env("registry", {**GOOD, "SINERGI_PUBLIC_URL": address})
