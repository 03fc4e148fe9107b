import pytest

from services.partners.domain.nomination import MACHINE, STATES, advance
from shared.errors import InvalidInput, RuleBroken

LEGAL = {
    **{(state, "nominate"): "nominated" for state in ("suggested", "to_confirm", "waiting")},
    **{(state, "queue"): "waiting" for state in ("suggested", "to_confirm")},
    ("nominated", "accept"): "accepted",
    ("nominated", "reject"): "rejected",
    **{(state, "dismiss"): "dismissed" for state in ("suggested", "to_confirm", "waiting")},
    **{(state, "withdraw"): "withdrawn" for state in ("nominated", "accepted", "waiting")},
    ("withdrawn", "return"): "accepted",
    **{(state, "readmit"): "to_confirm" for state in ("withdrawn", "dismissed")},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("command", MACHINE.transitions)
def test_each_command_in_each_state(state, command):
    if (state, command) in LEGAL:
        assert MACHINE.after(command, state, "alasan") == LEGAL[state, command]
    else:
        with pytest.raises(RuleBroken):
            MACHINE.after(command, state, "alasan")


@pytest.mark.parametrize("command", [name for name, rule in MACHINE.transitions.items() if rule.needs_reason])
def test_a_decision_against_somebody_needs_a_reason(command):
    (state, *_) = MACHINE.transitions[command].sources
    with pytest.raises(InvalidInput):
        MACHINE.after(command, state)


def test_a_seat_outweighs_a_refusal_and_a_refusal_the_waiting_list():
    assert advance("accepted") < advance("withdrawn") < advance("waiting") < advance("suggested")
