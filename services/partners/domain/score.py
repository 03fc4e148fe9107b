"""The score: points per criterion, each with the sentence that explains it. Same inputs, same result, to the byte."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from services.partners.domain.eligibility import RENEWAL_DAYS
from services.partners.domain.policy import Policy
from services.partners.domain.profile import Profile
from services.partners.domain.programme import Programme
from shared.language import Message, msg
from shared.vocabulary import CERTIFICATES, CLUSTERS, KECAMATAN, OUTCOME_OF_TOPIC, SEVERITIES, TOPICS
from shared.words import spoken

MOST_SEVERE = 3
MOMENTUM_DAYS = 3 * 365


@dataclass(frozen=True)
class Points:
    """``points`` out of ``of`` for one criterion, and why."""

    criterion: str
    points: int
    of: int
    message: Message

    def as_json(self) -> dict[str, Any]:
        return {
            "criterion": self.criterion,
            "points": self.points,
            "of": self.of,
            "message": self.message.as_json(),
        }


def breakdown(profile: Profile, programme: Programme, policy: Policy) -> list[Points]:
    """Return the points per criterion, in the order of the policy's criteria. Time is counted to the start."""
    return [
        Points(criterion, policy.weights[criterion] * share[0] // share[1], policy.weights[criterion], message)
        for criterion, (share, message) in {
            "need": _need(profile, programme),
            "cluster": _cluster(profile, policy),
            "severity": _severity(profile, programme),
            "unserved": _unserved(profile, programme, policy),
            "mobility": _mobility(profile, programme, policy),
            "momentum": _momentum(profile, programme),
            "reachable": _reachable(profile),
        }.items()
    ]


NOT_RECORDED: dict[str, Message] = {
    "need": msg("No need on this topic is recorded: {topic}."),
    "cluster": msg("Its cluster is not recorded yet."),
    "severity": msg("How much it matters is not recorded yet."),
    "mobility": msg("Its kecamatan is not recorded yet."),
    "reachable": msg("Neither email nor phone is recorded."),
}
"""What a criterion says that gives no points because nobody has asked yet."""

# A criterion answers with a fraction of its points, in whole numbers: floats differ between machines.
Share = tuple[tuple[int, int], Message]
ALL, NONE = (1, 1), (0, 1)


def _need(profile: Profile, programme: Programme) -> Share:
    topic = TOPICS[programme.topic]
    if programme.topic in profile.needs:
        return ALL, msg("Needs help with: {topic}.", topic=topic)
    return NONE, Message(NOT_RECORDED["need"].template, {"topic": topic})


def _cluster(profile: Profile, policy: Policy) -> Share:
    if profile.cluster is None:
        return NONE, NOT_RECORDED["cluster"]
    label = CLUSTERS.get(profile.cluster, profile.cluster)
    if profile.cluster in policy.priority_clusters:
        return ALL, msg("Belongs to the priority cluster {cluster}.", cluster=label)
    return NONE, msg("Cluster {cluster} has no priority.", cluster=label)


def _severity(profile: Profile, programme: Programme) -> Share:
    kind = OUTCOME_OF_TOPIC.get(programme.topic)
    permit = profile.permits.get(kind) if kind else None
    limit = programme.starts_on + timedelta(days=RENEWAL_DAYS)
    if kind and permit and permit.state == "yes" and permit.expires_on and permit.expires_on < limit:
        day = spoken(permit.expires_on)
        return ALL, msg("{certificate} runs out on {day}.", certificate=CERTIFICATES[kind], day=day)
    severity = profile.needs.get(programme.topic, 0)
    if severity:
        return (severity, MOST_SEVERE), msg("How much it matters to the owner: {severity}.",
                                            severity=SEVERITIES[severity])  # fmt: skip
    return NONE, NOT_RECORDED["severity"]


def _unserved(profile: Profile, programme: Programme, policy: Policy) -> Share:
    last = profile.last_served_on(programme.starts_on)
    if last is None:
        return ALL, msg("No training so far.")
    days = min((programme.starts_on - last).days, policy.lately_days)
    return (days, policy.lately_days), msg("Last served on {day}.", day=spoken(last))


def _mobility(profile: Profile, programme: Programme, policy: Policy) -> Share:
    if programme.mode == "DARING":
        return ALL, msg("Online: nobody has to travel.")
    kecamatan = KECAMATAN.get(profile.kecamatan_code or "")
    if kecamatan is None:
        return NONE, NOT_RECORDED["mobility"]
    if kecamatan.code in policy.low_mobility:
        return ALL, msg("Kecamatan {kecamatan} is hard to reach.", kecamatan=kecamatan.name)
    return NONE, msg("Kecamatan {kecamatan} is easy to reach.", kecamatan=kecamatan.name)


def _momentum(profile: Profile, programme: Programme) -> Share:
    earliest = programme.starts_on - timedelta(days=MOMENTUM_DAYS)
    past = [training for training in profile.trainings if earliest <= training.held_on < programme.starts_on]
    if not past:
        return NONE, msg("No training in the last three years to build on.")
    latest = max(past, key=lambda training: (training.held_on, training.title))
    return ALL, msg("Builds on “{title}” of {day}.", title=latest.title, day=spoken(latest.held_on))


def _reachable(profile: Profile) -> Share:
    if profile.has_email:
        return ALL, msg("Can be reached by email.")
    if profile.has_phone:
        return ALL, msg("Can be reached by phone.")
    return NONE, NOT_RECORDED["reachable"]
