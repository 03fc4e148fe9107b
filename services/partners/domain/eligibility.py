"""The gate: may this IKM take part? Yes, no, or not known yet; what is not known is never a no (product.md, 3)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from services.partners.domain.profile import ELIGIBLE_STATUSES, Permit, Profile
from services.partners.domain.programme import Engagement, Programme
from shared.language import Message, msg
from shared.vocabulary import CERTIFICATES, OUTCOME_OF_TOPIC, kecamatan_name
from shared.words import spoken

NO, UNKNOWN, YES = "no", "unknown", "yes"
RENEWAL_DAYS = 90


@dataclass(frozen=True)
class Finding:
    """One condition that is not met, or not known to be: what is missing, as a sentence."""

    check: str
    verdict: str
    message: Message

    def as_json(self) -> dict[str, Any]:
        return {"check": self.check, "verdict": self.verdict, "message": self.message.as_json()}


def findings(profile: Profile, programme: Programme, yearly_cap: int) -> list[Finding]:
    """Return what stands against the IKM taking part; empty where every answer is yes."""
    return [
        *_standing(profile),
        *_business(profile, programme),
        *_place(profile, programme),
        *_size(profile, programme),
        *_permits(profile, programme),
        *_outcome(profile, programme),
        *_clashes(profile.engagements, programme),
        *_cap(profile.engagements, programme, yearly_cap),
    ]


def verdict(found: Iterable[Finding]) -> str:
    """Return the answer as a whole: one no decides, else one unknown."""
    verdicts = {finding.verdict for finding in found}
    return NO if NO in verdicts else UNKNOWN if UNKNOWN in verdicts else YES


def objection(profile: Profile, programme: Programme, yearly_cap: int) -> Message | None:
    """Return the first reason for a plain no, if there is one."""
    return _first_no(findings(profile, programme, yearly_cap))


def collision(engagements: Sequence[Engagement], programme: Programme, yearly_cap: int) -> Message | None:
    """Return the first reason why whoever has these seats cannot have one here too, if there is one."""
    return _first_no([*_clashes(engagements, programme), *_cap(engagements, programme, yearly_cap)])


def _first_no(found: Iterable[Finding]) -> Message | None:
    return next((finding.message for finding in found if finding.verdict == NO), None)


def _standing(profile: Profile) -> Iterator[Finding]:
    if profile.status not in ELIGIBLE_STATUSES:
        yield Finding("status", NO, msg("It is not an active, registered IKM."))
    if profile.restricted:
        yield Finding("restricted", NO, msg("Its data may not be used: a personal-data request is running."))
    if profile.consent_to_share == "no":
        yield Finding("consent", NO, msg("The owner does not want the data to be shared with partners."))


def _business(profile: Profile, programme: Programme) -> Iterator[Finding]:
    if not programme.clusters and not programme.kbli_prefixes:
        return
    if profile.cluster in programme.clusters or (profile.kbli or "").startswith(programme.kbli_prefixes or ("-",)):
        return
    if (programme.clusters and not profile.cluster) or (programme.kbli_prefixes and not profile.kbli):
        yield Finding("business", UNKNOWN, msg("Its cluster or KBLI is not recorded yet."))
    else:
        yield Finding("business", NO, msg("Its line of business is not among those the offer is for."))


def _place(profile: Profile, programme: Programme) -> Iterator[Finding]:
    if not programme.kecamatan or profile.kecamatan_code in programme.kecamatan:
        return
    name = kecamatan_name(profile.kecamatan_code)
    if name is None:
        yield Finding("kecamatan", UNKNOWN, msg("Its kecamatan is not recorded yet."))
    else:
        yield Finding("kecamatan", NO, msg("Kecamatan {kecamatan} is outside the service area.", kecamatan=name))


def _size(profile: Profile, programme: Programme) -> Iterator[Finding]:
    if not programme.size_classes or profile.size_class in programme.size_classes:
        return
    if profile.size_class is None:
        yield Finding("size", UNKNOWN, msg("Its size class is not recorded yet."))
    else:
        yield Finding("size", NO, msg("Its size class is not among those the offer is for."))


def _permits(profile: Profile, programme: Programme) -> Iterator[Finding]:
    for kind in programme.required_certificates:
        permit = profile.permits.get(kind, Permit("unknown"))
        label = CERTIFICATES[kind]
        if permit.held_on(programme.starts_on):
            continue
        if permit.state == "yes" and permit.expires_on:
            message = msg("{certificate} expires on {day}.", certificate=label, day=spoken(permit.expires_on))
            yield Finding(f"permit.{kind}", NO, message)
        elif permit.state == "no":
            yield Finding(f"permit.{kind}", NO, msg("{certificate} is required and missing.", certificate=label))
        else:
            message = msg("Ask whether it has {certificate}: not recorded yet.", certificate=label)
            yield Finding(f"permit.{kind}", UNKNOWN, message)


def _outcome(profile: Profile, programme: Programme) -> Iterator[Finding]:
    kind = OUTCOME_OF_TOPIC.get(programme.topic)
    if kind is None:
        return
    permit = profile.permits.get(kind, Permit("unknown"))
    if permit.held_on(programme.ends_on + timedelta(days=RENEWAL_DAYS)):
        message = msg("It already has what the offer leads to: {certificate}.", certificate=CERTIFICATES[kind])
        yield Finding("outcome", NO, message)
    elif permit.state == "unknown":
        message = msg("Ask whether it already has {certificate}: not recorded yet.", certificate=CERTIFICATES[kind])
        yield Finding("outcome", UNKNOWN, message)


def _clashes(engagements: Sequence[Engagement], programme: Programme) -> Iterator[Finding]:
    for engagement in engagements:
        if engagement.meets_during(programme):
            message = msg("It has a seat in “{title}” at the same time.", title=engagement.title)
            yield Finding("clash", NO, message)
        elif engagement.shares_days_with(programme) and not (engagement.meetings and programme.meetings):
            message = msg("It has a seat in “{title}” in the same period; times are open.", title=engagement.title)
            yield Finding("clash", UNKNOWN, message)


def _cap(engagements: Sequence[Engagement], programme: Programme, yearly_cap: int) -> Iterator[Finding]:
    year = programme.starts_on.year
    taken = sum(engagement.starts_on.year == year for engagement in engagements)
    if taken >= yearly_cap:
        message = msg("It already has {taken} programmes in {year}; {cap} a year are allowed.",
                      taken=taken, year=str(year), cap=yearly_cap)  # fmt: skip
        yield Finding("yearly_cap", NO, message)
