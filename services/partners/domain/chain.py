"""The chain of effects: what other people and businesses have of an IKM (the office's rule "dampak ekonomi berantai").

Of each effect it is known that there is one, that there is none, or nothing yet.
"""

from collections.abc import Iterator, Mapping

from services.partners.domain.profile import Profile
from shared.language import Message, msg

MANY_WORKERS = 5
"""From here on a business is small and no longer micro, as BPS counts."""
EFFECTS: Mapping[str, Message] = {
    "workers": msg("at least {count} people work there", count=MANY_WORKERS),
    "local_material": msg("local raw material"),
    "supplies_others": msg("supplies other IKM"),
    "in_sentra": msg("belongs to a sentra"),
}
ASKED_FOR: Mapping[str, Message] = {
    "workers": msg("number of workers"),
    "local_material": msg("where the raw material comes from"),
    "supplies_others": msg("whether it supplies other IKM"),
    "in_sentra": msg("whether it belongs to a sentra"),
}


def effects_of(profile: Profile) -> Iterator[str | None]:
    """Yield yes, no or None for each effect, in their order."""
    yield None if profile.workers is None else "yes" if profile.workers >= MANY_WORKERS else "no"
    yield from (profile.local_material, profile.supplies_others, profile.in_sentra)
