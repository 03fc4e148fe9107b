import pytest

from services.partners.domain.institution import ACTIVE, ENDED, MACHINE, PROSPECTIVE, SUSPENDED, require_contact
from shared.errors import InvalidInput, RuleBroken


def test_a_partnership_begins_pauses_and_ends() -> None:
    assert MACHINE.after("activate", PROSPECTIVE) == ACTIVE
    assert MACHINE.after("suspend", ACTIVE, "Pindah.") == SUSPENDED
    assert MACHINE.after("resume", SUSPENDED) == ACTIVE
    assert MACHINE.after("end", SUSPENDED, "Selesai.") == ENDED


@pytest.mark.parametrize(
    ("command", "state"), [("suspend", PROSPECTIVE), ("resume", ACTIVE), ("activate", ENDED), ("end", ENDED)]
)
def test_no_step_is_skipped_or_taken_back(command: str, state: str) -> None:
    with pytest.raises(RuleBroken):
        MACHINE.after(command, state, "Alasan.")


@pytest.mark.parametrize("command", ["suspend", "end"])
def test_suspending_and_ending_need_a_reason(command: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        MACHINE.after(command, ACTIVE, "  ")
    assert "reason" in refusal.value.errors


@pytest.mark.parametrize("contact", [(None, "a@contoh.id", None), ("Bu Sri", None, None)])
def test_an_active_institution_has_somebody_to_reach(contact: tuple[str | None, ...]) -> None:
    with pytest.raises(RuleBroken):
        require_contact(*contact)
