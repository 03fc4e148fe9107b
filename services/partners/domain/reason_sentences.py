"""What a reason says: one sentence per code, with values of the IKM's own row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from services.partners.domain.reason import Reason
from services.partners.domain.seen import Seen
from shared.language import Message, msg


@dataclass(frozen=True)
class Sentence:
    message: Message
    values: Mapping[str, Callable[[Seen], Any]] = field(default_factory=dict)

    def about(self, seen: Seen) -> Message:
        return Message(self.message.template, {name: value(seen) for name, value in self.values.items()})


CERTIFICATE = {"certificate": Seen.certificate}
SENTENCES: Mapping[Reason, Sentence] = {
    Reason.NOT_ACTIVE: Sentence(msg("It is not an active, registered IKM.")),
    Reason.RESTRICTED: Sentence(msg("Its data may not be used: a personal-data request is running.")),
    Reason.NOT_TO_BE_SHARED: Sentence(msg("The owner does not want the data to be shared with partners.")),
    Reason.BUSINESS_UNKNOWN: Sentence(msg("Its cluster or KBLI is not recorded yet.")),
    Reason.OTHER_BUSINESS: Sentence(msg("Its line of business is not among those the offer is for.")),
    Reason.KECAMATAN_UNKNOWN: Sentence(msg("Its kecamatan is not recorded yet.")),
    Reason.OUTSIDE_THE_AREA: Sentence(
        msg("Kecamatan {kecamatan} is outside the service area."), {"kecamatan": Seen.kecamatan}
    ),
    Reason.SIZE_UNKNOWN: Sentence(msg("Its size class is not recorded yet.")),
    Reason.OTHER_SIZE: Sentence(msg("Its size class is not among those the offer is for.")),
    Reason.PERMIT_UNKNOWN: Sentence(msg("Ask whether it has {certificate}: not recorded yet."), CERTIFICATE),
    Reason.PERMIT_EXPIRES: Sentence(msg("{certificate} expires on {day}."), CERTIFICATE | {"day": Seen.expiry}),
    Reason.PERMIT_MISSING: Sentence(msg("{certificate} is required and missing."), CERTIFICATE),
    Reason.OUTCOME_UNKNOWN: Sentence(msg("Ask whether it already has {certificate}: not recorded yet."), CERTIFICATE),
    Reason.OUTCOME_HELD: Sentence(msg("It already has what the offer leads to: {certificate}."), CERTIFICATE),
    Reason.SEAT_AT_THE_SAME_TIME: Sentence(msg("It has a seat in “{title}” at the same time."), {"title": Seen.title}),
    Reason.SEAT_IN_THE_SAME_PERIOD: Sentence(
        msg("It has a seat in “{title}” in the same period; times are open."), {"title": Seen.unsettled_title}
    ),
    Reason.ENOUGH_FOR_THE_YEAR: Sentence(
        msg("It already has {taken} programmes in {year}; {cap} a year are allowed."),
        {"taken": Seen.taken, "year": Seen.year, "cap": Seen.cap},
    ),
    Reason.NEED: Sentence(msg("Needs help with: {topic}."), {"topic": Seen.topic}),
    Reason.NO_NEED: Sentence(msg("No need on this topic is recorded: {topic}."), {"topic": Seen.topic}),
    Reason.CLUSTER_UNKNOWN: Sentence(msg("Its cluster is not recorded yet.")),
    Reason.PRIORITY_CLUSTER: Sentence(msg("Belongs to the priority cluster {cluster}."), {"cluster": Seen.cluster}),
    Reason.CLUSTER_WITHOUT_PRIORITY: Sentence(msg("Cluster {cluster} has no priority."), {"cluster": Seen.cluster}),
    Reason.CLUSTER_OUTSIDE_THE_LIST: Sentence(msg("Its cluster has no priority.")),
    Reason.PERMIT_RUNS_OUT: Sentence(msg("{certificate} runs out on {day}."), CERTIFICATE | {"day": Seen.expiry}),
    Reason.SEVERITY: Sentence(msg("How much it matters to the owner: {severity}."), {"severity": Seen.severity}),
    Reason.SEVERITY_UNKNOWN: Sentence(msg("How much it matters is not recorded yet.")),
    Reason.NEVER_SERVED: Sentence(msg("No training so far.")),
    Reason.SERVED: Sentence(msg("Last served on {day}."), {"day": Seen.last_served}),
    Reason.ONLINE: Sentence(msg("Online: nobody has to travel.")),
    Reason.REMOTENESS_UNKNOWN: Sentence(msg("Its kecamatan is not recorded yet.")),
    Reason.HARD_TO_REACH: Sentence(msg("Kecamatan {kecamatan} is hard to reach."), {"kecamatan": Seen.kecamatan}),
    Reason.EASY_TO_REACH: Sentence(msg("Kecamatan {kecamatan} is easy to reach."), {"kecamatan": Seen.kecamatan}),
    Reason.BUILDS_ON: Sentence(
        msg("Builds on “{title}” of {day}."), {"title": Seen.training, "day": Seen.training_day}
    ),
    Reason.NOTHING_TO_BUILD_ON: Sentence(msg("No training in the last three years to build on.")),
    Reason.BY_EMAIL: Sentence(msg("Can be reached by email.")),
    Reason.BY_PHONE: Sentence(msg("Can be reached by phone.")),
    Reason.UNREACHABLE: Sentence(msg("Neither email nor phone is recorded.")),
    Reason.CHAIN: Sentence(msg("Others have something of it too: {effects}."), {"effects": Seen.effects}),
    Reason.CHAIN_IN_PART: Sentence(
        msg("Others have something of it too: {effects}. Not recorded yet, ask: {to_ask}."),
        {"effects": Seen.effects, "to_ask": Seen.effects_to_ask},
    ),
    Reason.CHAIN_UNKNOWN: Sentence(msg("Not recorded yet, ask: {to_ask}."), {"to_ask": Seen.effects_to_ask}),
    Reason.NO_CHAIN: Sentence(msg("Few work there, and other businesses have nothing of it.")),
}


def sentence(reason: int, seen: Seen) -> Message:
    """Return the sentence of a reason about one row."""
    return SENTENCES[Reason(reason)].about(seen)
