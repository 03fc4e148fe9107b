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


@pytest.mark.parametrize("sender", ["Disperindag, Kutim <a@b.id>", "Disperindag", "<a@b>", ""])
def test_a_sender_that_no_mail_can_carry_is_refused(sender):
    with pytest.raises(SettingsError, match="SINERGI_MAIL_FROM"):
        Settings.from_env("registry", {**GOOD, "SINERGI_MAIL_FROM": sender})


@pytest.mark.parametrize("address", ["a@b.id, c@d.id", "Disperindag <a@b.id>", "a@b", ""])
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
     "smtp://user:gehe[im@mail.example", "http://user:geheim@mail.example", "mail.example:587", "smtp://", ""],
)  # fmt: skip
def test_a_mail_relay_that_cannot_be_one_is_refused_without_a_word_of_its_password(url):
    with pytest.raises(SettingsError, match="SINERGI_SMTP_URL") as refusal:
        Settings.from_env("notifications", {**NOTIFIER, "SINERGI_SMTP_URL": url})
    assert "gehe" not in "".join(format_exception(refusal.value))


@pytest.mark.parametrize("address", ["https://ikm.example/", "https://ikm.example/ikm", "ikm.example", ""])
def test_an_address_that_the_proxy_cannot_serve_is_refused(address):
    with pytest.raises(SettingsError, match="SINERGI_PUBLIC_URL"):
        Settings.from_env("registry", {**GOOD, "SINERGI_PUBLIC_URL": address})
