"""What proves that two records are one business, and what only suggests it.

Only evidence that two businesses cannot share by chance merges. In a regency hundreds of names repeat ("Maju Amanah"),
many owners have one name only, families and groups share a telephone, and offices copy figures; so a name without owner
and telephone is no proof.
"""

from services.registry.domain.comparison import OWN, OWNER, PRODUCT, Comparison

AGREES = ("same", "one word", "short")


def is_certain(seen: Comparison) -> bool:
    """Another name or another kecamatan is never certain: an owner may have several businesses, in several places."""
    if seen.name == "other" or seen.kecamatan is False:
        return False
    return seen.nib is True or seen.nik is True or _by_contact(seen) or _by_name(seen)


def is_possible(seen: Comparison) -> bool:
    """Say whether a person has to look: something agrees that seldom does, and nothing settles it."""
    if seen.nib or seen.nik or seen.permit:
        return True
    alike = seen.name in ("same", "close")
    if seen.phone:
        return alike or seen.owner in AGREES or bool(seen.kecamatan)
    if seen.name == "same" and seen.kecamatan and seen.same_figures:
        return True
    if seen.kecamatan is False:
        return seen.name == "same" and seen.owner == "same" and not _speaks_against(seen)
    if seen.owner in AGREES:
        return alike and not (seen.phone is False and seen.other_figures and seen.owner != "same")
    if seen.owner == "close":
        return alike and not _speaks_against(seen)
    return seen.name == "same" and seen.owner is None and seen.street is not False and not _speaks_against(seen)


def _by_contact(seen: Comparison) -> bool:
    """The same telephone, permit or email."""
    if seen.product is False and OWN not in seen.made_of:
        return False  # "Siti" who bakes and "Siti" who sews may be one Siti, not one business
    if seen.phone or seen.permit:
        if seen.group:
            return seen.owner == "same"
        if seen.owner is None:
            return seen.name == "same" and seen.made_of != {PRODUCT} and not seen.other_figures
        return seen.owner in AGREES or (seen.owner == "close" and seen.name == "same")
    return bool(seen.email) and seen.name == "same" and seen.owner == "same" and seen.phone is not False


def _by_name(seen: Comparison) -> bool:
    """The same name in the same kecamatan, with the same owner or as the same row, and nothing that speaks against.

    What stands as an owner may be a word for nobody that no list of such words has: two streets are asked about.
    """
    if seen.name != "same" or not seen.kecamatan or seen.desa is False or _speaks_against(seen):
        return False
    if seen.owner == "same" and seen.street is False:
        return False
    if seen.owner == "same":
        return seen.made_of != {OWNER} or bool(seen.product or seen.desa or seen.same_figures)
    if seen.owner == "one word" and seen.product and (seen.same_figures or (seen.desa and OWN in seen.made_of)):
        return True
    return seen.same_row and seen.owner != "other"


def _speaks_against(seen: Comparison) -> bool:
    return seen.phone is False or seen.product is False or seen.other_figures
