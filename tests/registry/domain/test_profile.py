from datetime import UTC, date, datetime
from types import SimpleNamespace as Row
from typing import Any

import pytest

from services.registry.domain.profile import chosen_contact, consent_state, holdings

MARCH, MAY = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)


def contact(kind: str = "owner", **values: Any) -> Any:
    return Row(**{"kind": kind, "name": None, "phone": None, "email": None, "undeliverable_since": None} | values)


def test_a_working_address_is_preferred_even_if_it_is_the_proxys() -> None:
    owner, proxy = contact(phone="+628"), contact("proxy", name="Rahma", email="r@contoh.id")
    assert chosen_contact([owner, proxy], "Nora", "Kalbana").name == "Rahma"


def test_an_address_whose_mail_came_back_is_not_reachable() -> None:
    owner = contact(email="n@contoh.id", undeliverable_since=MARCH)
    reach = chosen_contact([owner], "Nora", "Kalbana")
    assert (reach.name, reach.reachable) == ("Nora", False)


def test_without_any_contact_the_owner_is_named() -> None:
    assert chosen_contact([], None, "Kalbana").name == "Kalbana"


def test_not_asked_is_not_no() -> None:
    rows: Any = [Row(kind="PIRT", state="no", expires_on=None)]
    assert [(held.kind, held.state) for held in holdings(rows)] == [("PIRT", "no")]


def test_a_kind_held_twice_lasts_as_long_as_the_longer_one() -> None:
    rows: Any = [Row(kind="PIRT", state="yes", expires_on=date(year, 12, 31)) for year in (2027, 2029)]
    assert holdings(rows)[0].expires_on == date(2029, 12, 31)


def test_the_newest_consent_counts() -> None:
    rows: Any = [
        Row(purpose="share", state="yes", recorded_at=MARCH, dated=True),
        Row(purpose="share", state="no", recorded_at=MAY, dated=True),
    ]
    assert consent_state(rows, "share") == "no"
    assert consent_state(rows, "photo") == "unknown"


def test_of_two_words_of_one_moment_the_refusal_counts() -> None:
    rows: Any = [Row(purpose="share", state=state, recorded_at=MARCH, dated=True) for state in ("yes", "no", "yes")]
    assert consent_state(rows, "share") == "no"


@pytest.mark.parametrize(("undated", "counts"), [("yes", "no"), ("no", "no")])
def test_without_its_day_a_consent_is_the_older_one_and_a_refusal_counts_since_it_came(
    undated: str, counts: str
) -> None:
    other = "no" if undated == "yes" else "yes"
    rows: Any = [
        Row(purpose="share", state=other, recorded_at=MARCH, dated=True),
        Row(purpose="share", state=undated, recorded_at=MAY, dated=False),
    ]
    assert consent_state(rows, "share") == counts
