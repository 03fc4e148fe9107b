"""Whether an IKM may be written to at all (UU PDP 27/2022, articles 9, 40 and 41)."""

WITHDRAWN = "no"


def reason_to_hold_back(restricted: bool, consent_to_share: str) -> str | None:
    """Return why nothing may go to an IKM. Not asked yet is no refusal: only a plain "no" is."""
    if restricted:
        return "restricted"
    return "consent_withdrawn" if consent_to_share == WITHDRAWN else None
