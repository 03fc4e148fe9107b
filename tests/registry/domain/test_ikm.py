import pytest

from services.registry.domain.ikm import (
    MACHINE,
    STATUSES,
    missing_for_registration,
    status_after_edit,
    status_of_new,
)
from shared.errors import InvalidInput, RuleBroken

ENOUGH = {"name": "Kalbana", "kecamatan_code": "64.08.10", "cluster": "PISANG"}
LEGAL = {
    ("registered", "verify"): "verified",
    ("registered", "deactivate"): "inactive",
    ("verified", "deactivate"): "inactive",
    ("inactive", "reactivate"): "registered",
    ("draft", "close"): "closed",
    ("registered", "close"): "closed",
    ("verified", "close"): "closed",
    ("inactive", "close"): "closed",
    ("closed", "reopen"): "registered",
    ("draft", "merge"): "merged",
    ("registered", "merge"): "merged",
    ("verified", "merge"): "merged",
    ("inactive", "merge"): "merged",
}


@pytest.mark.parametrize("command", MACHINE.transitions)
@pytest.mark.parametrize("status", STATUSES)
def test_a_command_is_one_transition_or_refused(status: str, command: str) -> None:
    if (status, command) in LEGAL:
        assert MACHINE.after(command, status, "pindah") == LEGAL[status, command]
        assert command in MACHINE.possible(status)
    else:
        with pytest.raises(RuleBroken):
            MACHINE.after(command, status, "pindah")
        assert command not in MACHINE.possible(status)


@pytest.mark.parametrize("command", ["deactivate", "reactivate", "close", "reopen", "merge"])
def test_a_marked_command_needs_a_reason(command: str) -> None:
    source = next(iter(MACHINE.transitions[command].sources))
    with pytest.raises(InvalidInput) as refused:
        MACHINE.after(command, source, "  ")
    assert "reason" in refused.value.errors


@pytest.mark.parametrize("field", ["name", "kecamatan_code", "cluster"])
def test_a_record_that_lacks_one_of_the_three_is_a_draft(field: str) -> None:
    values = ENOUGH | {field: None}
    assert status_of_new(values) == "draft"
    assert list(missing_for_registration(values)) == [field]


def test_a_kbli_code_stands_for_the_cluster_and_no_legal_number_is_needed() -> None:
    assert status_of_new({"name": "Kalbana", "kecamatan_code": "64.08.10", "kbli": "10794"}) == "registered"


def test_editing_a_verified_key_field_drops_to_registered() -> None:
    assert status_after_edit("verified", ["owner_name"], ENOUGH) == "registered"
    assert status_after_edit("verified", ["remarks"], ENOUGH) == "verified"


def test_a_draft_becomes_registered_when_it_says_enough() -> None:
    assert status_after_edit("draft", ["cluster"], ENOUGH) == "registered"
    assert status_after_edit("draft", ["name"], {"name": "Kalbana"}) == "draft"


def test_an_edit_may_not_take_away_what_registration_needs() -> None:
    with pytest.raises(InvalidInput):
        status_after_edit("registered", ["kecamatan_code"], ENOUGH | {"kecamatan_code": None})


@pytest.mark.parametrize("status", ["merged", "closed"])
def test_what_has_ended_is_not_edited(status: str) -> None:
    with pytest.raises(RuleBroken):
        status_after_edit(status, ["name"], ENOUGH)
