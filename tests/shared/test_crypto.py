"""Secrets survive the rotation of keys and give nothing away."""

import pytest

from shared.crypto import Cipher, WrongSignature, sign, unsign

OLD, NEW = "o" * 40, "n" * 40
NIK = "6408041708900001"


def test_what_an_old_key_encrypted_a_new_one_beside_it_decrypts():
    assert Cipher([NEW, OLD]).decrypt(Cipher([OLD]).encrypt(NIK)) == NIK


def test_fingerprint_stays_through_rotation_and_hides_the_number():
    fingerprint = Cipher([OLD]).fingerprint(NIK)
    assert Cipher([NEW, OLD]).fingerprint(NIK) == fingerprint
    assert NIK not in fingerprint


def test_foreign_key_decrypts_nothing():
    with pytest.raises(ValueError, match="no key"):
        Cipher([NEW]).decrypt(Cipher([OLD]).encrypt(NIK))


def test_token_signed_before_rotation_still_counts():
    assert unsign([NEW, OLD], "invitation", sign([OLD], "invitation", "x")) == "x"


@pytest.mark.parametrize(("keys", "purpose"), [([NEW], "invitation"), ([OLD], "api-token")])
def test_token_of_another_key_or_purpose_is_refused(keys, purpose):
    with pytest.raises(WrongSignature) as caught:
        unsign(keys, purpose, sign([OLD], "invitation", "x"))
    assert not caught.value.expired


def test_token_too_old_is_refused_as_expired(time_machine):
    time_machine.move_to("2026-11-21T00:00:00Z")
    token = sign([OLD], "invitation", "x")
    time_machine.move_to("2026-11-21T00:02:00Z")
    with pytest.raises(WrongSignature) as caught:
        unsign([OLD], "invitation", token, max_age=60)
    assert caught.value.expired
