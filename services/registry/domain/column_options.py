"""What one column may mean, by its heading and by its cells together, each with how sure that is and why."""

from dataclasses import dataclass, replace

from services.registry.domain.column_content import MOST, Content, fit, telling
from services.registry.domain.column_fields import STATED
from services.registry.domain.fields import LISTED
from services.registry.domain.heading_words import plain
from services.registry.domain.headings import EXACT, Claim, claims
from services.registry.domain.wording import LEGAL_FORMS
from shared.language import Message, msg

ASKED_BELOW = 80
"""How sure a guess must be to be taken unasked, measured (decision 0065)."""
_CONTRADICTED, _SHAPED, _WORDS_LEFT = 45, 92, 60
_AGAINST, _SOME, _KNOWN_NOTHING = 0.1, 0.3, 86
_NAMES = frozenset({"name", "owner_name", "name+owner", "name+address"})
_FORM = next(field.name for field in LISTED.values() if field.choices is LEGAL_FORMS)
_NUMBERED = frozenset(field.removeprefix("has_") for field in STATED)
_RUNNING = frozenset({"no", "nomor", "no urut", "nomor urut", "urut", "id", "kode", "code", "number", "nr", "#"})
_SILENT = _RUNNING | frozenset(
    """paraf|ttd|tanda tangan|signature|status laporan|start|end|today|deviceid|uuid|submission time|validation status
    |submitted by|version|tags|index|meta instanceid|formhub uuid|username|simid|subscriberid|instanceid|kabupaten|kab
    |provinsi|kabupaten kota|kab kota|propinsi|negara|submission id|response id|notes status
    |baris di daftar|mengapa tidak diambil""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
BY_HEADING = msg("The heading is a known wording.")
BY_WORDS = msg("The words of the heading say so.")
HOME = msg("It is where the owner lives; the register keeps where the business is.")
NO_FIELD = msg("The register has no field for this.")
NOBODY_KNOWS = msg("Nobody knows this heading, and its cells do not tell.")
FORMS = msg("The cells are legal forms.")
STATES = msg("The cells say yes or no, not a number.")


@dataclass(frozen=True)
class Option:
    """``field`` is "" where the column is left out; ``home``: what it would be, were it not the owner's home."""

    field: str
    sure: int
    why: Message
    home: str = ""


def is_silent(label: str) -> bool:
    """Say whether a heading's column says nothing of a business: running numbers, signatures, marks of a form."""
    words = plain(label.rpartition("/")[2] if label.startswith(("meta/", "formhub/", "_")) else label)
    return not words or words in _SILENT or label.startswith("_") or label.startswith(("meta/", "formhub/"))


def options(label: str, content: Content) -> list[Option]:
    """Return what a column may mean, the surest first. "" among them is that it is left out, and why."""
    claimed = claims(label)
    found = [_weighed(claim, content) for claim in claimed]
    found = [more for option in found for more in _by_cells(option, content)]
    if (not claimed or not _is_nothing(claimed[0])) and (shape := telling(content)):
        field, sure = shape
        if all(option.field != field for option in found) and _may_overrule(found, field):
            why = msg(
                "{share} of 100 cells look like it, whatever the heading says.", share=round(100 * content.share(field))
            )
            found.append(Option(field, sure, why))
    return sorted(found, key=lambda option: -option.sure)


def _is_nothing(claim: Claim) -> bool:
    return claim.home or (not claim.field and _KNOWN_NOTHING <= claim.sure < EXACT)


def _may_overrule(found: list[Option], field: str) -> bool:
    """The names of desa and kecamatan stand in addresses and names as well: a heading that knows better is right."""
    return field not in ("desa", "kecamatan") or all(option.sure <= _CONTRADICTED for option in found)


def _weighed(claim: Claim, content: Content) -> Option:
    if claim.home:
        return Option("", claim.sure, HOME, claim.field)
    if not claim.field:
        return Option("", claim.sure, NO_FIELD if claim.sure >= _KNOWN_NOTHING else NOBODY_KNOWS)
    why = BY_HEADING if claim.sure == EXACT else BY_WORDS
    share = fit(claim.field, content)
    if share is None:
        return Option(claim.field, claim.sure, why)
    percent = round(100 * share)
    if share <= _AGAINST and content.filled > 1:
        said = msg("The heading says so, but only {share} of 100 cells look like it.", share=percent)
        if claim.field in _NAMES:
            return Option("", claim.sure, said)  # figures name nobody
        return Option(claim.field, min(claim.sure, _CONTRADICTED), said)
    if share >= MOST:
        said = msg("The heading says so, and {share} of 100 cells look like it.", share=percent)
        shaped = claim.field in ("nik", "nib", "phone", "email", "kecamatan") and claim.sure >= _WORDS_LEFT
        return Option(claim.field, max(claim.sure, _SHAPED) if shaped else claim.sure, said)
    return Option(claim.field, claim.sure, why)


def _by_cells(option: Option, content: Content) -> list[Option]:
    """Take another field of the same noun where the cells say which: a state for a number, a branch for a product."""
    stated = content.share("yes")
    if option.field in _NUMBERED and content.filled and stated >= MOST and content.share("long") <= _AGAINST:
        return [Option(f"has_{option.field}", max(option.sure, ASKED_BELOW) if option.sure > _WORDS_LEFT else
                       (_SHAPED if option.sure == _CONTRADICTED else option.sure), STATES)]  # fmt: skip
    if option.field == "merek" and content.filled and content.share("merek") <= _AGAINST and not stated >= MOST:
        return [Option("", _SHAPED, NO_FIELD)]
    if option.field == "holdings" and content.share("long") >= _SOME:
        return [replace(option, sure=max(option.sure if option.sure > _CONTRADICTED else 0, 90))]
    if option.field in ("product", "branch") and content.share("form") >= MOST:
        return [Option(_FORM, max(option.sure, _SHAPED), FORMS)]
    if option.field == "branch" and content.filled:
        if content.share("branch") <= _AGAINST:
            return [option, Option("product", _WORDS_LEFT, option.why)]
        if content.share("branch") >= 0.5:
            return [replace(option, sure=max(option.sure, _SHAPED))]
    if option.field == "product" and content.share("branch") >= 0.5 and option.sure < EXACT - 5:
        return [replace(option, sure=_WORDS_LEFT)]
    return [option]
