"""Why a rule says what it says: a code in a column, and one sentence per code, with values of the IKM's own row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, auto
from typing import Any

from services.partners.domain import chain
from services.partners.domain.columns import (
    CLUSTER_CODES,
    EFFECT_COLUMNS,
    KECAMATAN_CODES,
    PERMIT_COLUMNS,
    TOPIC_COLUMNS,
    YES_NO_CODES,
    code,
    day_of,
    words,
)
from services.partners.domain.offered import Offered
from services.partners.domain.policy import Policy
from services.partners.domain.roster import Roster
from shared.language import Message, msg
from shared.vocabulary import CERTIFICATES, CLUSTERS, KECAMATAN, OUTCOME_OF_TOPIC, SEVERITIES, TOPICS
from shared.words import listed, spoken


class Reason(IntEnum):
    """``NOTHING``: nothing stands against it."""

    NOTHING = 0
    NOT_ACTIVE = auto()
    RESTRICTED = auto()
    NOT_TO_BE_SHARED = auto()
    BUSINESS_UNKNOWN = auto()
    OTHER_BUSINESS = auto()
    KECAMATAN_UNKNOWN = auto()
    OUTSIDE_THE_AREA = auto()
    SIZE_UNKNOWN = auto()
    OTHER_SIZE = auto()
    PERMIT_UNKNOWN = auto()
    PERMIT_EXPIRES = auto()
    PERMIT_MISSING = auto()
    OUTCOME_UNKNOWN = auto()
    OUTCOME_HELD = auto()
    SEAT_AT_THE_SAME_TIME = auto()
    SEAT_IN_THE_SAME_PERIOD = auto()
    ENOUGH_FOR_THE_YEAR = auto()
    NEED = auto()
    NO_NEED = auto()
    CLUSTER_UNKNOWN = auto()
    PRIORITY_CLUSTER = auto()
    CLUSTER_WITHOUT_PRIORITY = auto()
    CLUSTER_OUTSIDE_THE_LIST = auto()
    PERMIT_RUNS_OUT = auto()
    SEVERITY = auto()
    SEVERITY_UNKNOWN = auto()
    NEVER_SERVED = auto()
    SERVED = auto()
    ONLINE = auto()
    REMOTENESS_UNKNOWN = auto()
    HARD_TO_REACH = auto()
    EASY_TO_REACH = auto()
    BUILDS_ON = auto()
    NOTHING_TO_BUILD_ON = auto()
    BY_EMAIL = auto()
    BY_PHONE = auto()
    UNREACHABLE = auto()
    CHAIN = auto()
    CHAIN_IN_PART = auto()
    CHAIN_UNKNOWN = auto()
    NO_CHAIN = auto()


@dataclass(frozen=True)
class Seen:
    """Where a sentence finds its values: the roster's row, the offer, the policy, the permit asked about."""

    roster: Roster
    offer: Offered
    policy: Policy
    row: int
    permit: str | None = None

    def taken(self) -> int:
        return int(self.offer.elsewhere.in_year[self.row])

    def title(self) -> str:
        return self.offer.elsewhere.clashing_title(self.row)

    def unsettled_title(self) -> str:
        return self.offer.elsewhere.unsettled_title(self.row)

    def kecamatan(self) -> str:
        return KECAMATAN[_KECAMATAN[int(self.roster.kecamatan[self.row])]].name

    def cluster(self) -> Message:
        return CLUSTERS[_CLUSTER[int(self.roster.cluster[self.row])]]

    def certificate(self) -> Message:
        return CERTIFICATES[self._kind()]

    def expiry(self) -> Message:
        return spoken(day_of(self.roster.expiries[self.row, PERMIT_COLUMNS[self._kind()]]))

    def topic(self) -> Message:
        return TOPICS[self.offer.programme.topic]

    def severity(self) -> Message:
        return SEVERITIES[int(self.roster.needs[self.row, TOPIC_COLUMNS[self.offer.programme.topic]])]

    def last_served(self) -> Message:
        return spoken(day_of(self.offer.last_served[self.row]))

    def training(self) -> str:
        return str(self.roster.trainings.titles[self._training()])

    def training_day(self) -> Message:
        return spoken(day_of(self.roster.trainings.days[self._training()]))

    def effects(self) -> Message:
        return listed([chain.EFFECTS[effect] for effect in self._effects("yes")])

    def effects_to_ask(self) -> Message:
        return listed([chain.ASKED_FOR[effect] for effect in self._effects(None)])

    def year(self) -> str:
        return str(self.offer.programme.starts_on.year)

    def cap(self) -> int:
        return self.policy.yearly_cap

    def _kind(self) -> str:
        return self.permit or OUTCOME_OF_TOPIC[self.offer.programme.topic]

    def _effects(self, said: str | None) -> list[str]:
        column = self.roster.effects[self.row]
        wanted = code(said, YES_NO_CODES)
        return [effect for effect, place in EFFECT_COLUMNS.items() if column[place] == wanted]

    def _training(self) -> int:
        return int(self.offer.latest_training[self.row])


_KECAMATAN, _CLUSTER = words(KECAMATAN_CODES), words(CLUSTER_CODES)


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
NOT_ASKED: Mapping[str, Reason] = {
    "need": Reason.NO_NEED,
    "cluster": Reason.CLUSTER_UNKNOWN,
    "severity": Reason.SEVERITY_UNKNOWN,
    "mobility": Reason.REMOTENESS_UNKNOWN,
    "reachable": Reason.UNREACHABLE,
}
"""What a criterion says that gives no points because nobody has asked yet."""


def sentence(reason: int, seen: Seen) -> Message:
    """Return the sentence of a reason about one row."""
    return SENTENCES[Reason(reason)].about(seen)
