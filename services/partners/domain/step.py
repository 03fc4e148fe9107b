"""How far a nomination has come: each step holds all before it, so that a funnel of them never widens."""

from shared.language import Message, msg

NOMINATED, CONFIRMED, ATTENDED, COMPLETED = range(4)

STEPS: dict[int, Message] = {
    NOMINATED: msg("Nominated"),
    CONFIRMED: msg("Confirmed"),
    ATTENDED: msg("Attended"),
    COMPLETED: msg("Completed the programme"),
}
