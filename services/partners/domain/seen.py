"""The values a reason is told with: those of the IKM's own row, of the offer and of the policy."""

from dataclasses import dataclass

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
from shared.language import Message
from shared.vocabulary import CERTIFICATES, CLUSTERS, KECAMATAN, OUTCOME_OF_TOPIC, SEVERITIES, TOPICS
from shared.words import listed, spoken

_KECAMATAN, _CLUSTER = words(KECAMATAN_CODES), words(CLUSTER_CODES)


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
