"""A setting that is missing or unsafe is named in one sentence."""

import pytest

from shared.settings import Settings, SettingsError
from tests.conftest import environment

GOOD = environment("registry", "sqlite:///x.db", "redis://127.0.0.1/0")


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


@pytest.mark.parametrize("address", ["https://ikm.example/", "https://ikm.example/ikm", "ikm.example", ""])
def test_an_address_that_the_proxy_cannot_serve_is_refused(address):
    with pytest.raises(SettingsError, match="SINERGI_PUBLIC_URL"):
        Settings.from_env("registry", {**GOOD, "SINERGI_PUBLIC_URL": address})
