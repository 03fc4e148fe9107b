"""Why a rule says what it says: a code in a column; ``reason_sentences`` says it in words."""

from collections.abc import Mapping
from enum import IntEnum, auto


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


NOT_ASKED: Mapping[str, Reason] = {
    "need": Reason.NO_NEED,
    "cluster": Reason.CLUSTER_UNKNOWN,
    "severity": Reason.SEVERITY_UNKNOWN,
    "mobility": Reason.REMOTENESS_UNKNOWN,
    "reachable": Reason.UNREACHABLE,
}
"""What a criterion says that gives no points because nobody has asked yet."""
