"""What the cells of a column say of it, beside its heading: the share of them that look like one thing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from services.registry.domain.cell_shapes import is_yes, shapes_of
from services.registry.domain.cells import Cell, known, text
from services.registry.domain.field import WORDS, Kind
from services.registry.domain.fields import LISTED
from services.registry.domain.wording import LEGAL_FORMS, YES_NO

LOOKED_AT = 200
"""So many filled cells of a column are enough to know it by."""
MOST = 0.8
_TELLING = ("nik", "nib", "phone", "email", "halal", "pirt", "merek", "md", "kecamatan", "desa")
"""What is known by its own shape, whatever stands above; in this order, as a kecamatan's name may be a desa's too."""
_SURE_ALONE = MappingProxyType({"desa": 86, "nib": 88})
_BY_KIND: Mapping[Kind, tuple[str, ...]] = {
    Kind.NIK: ("nik",), Kind.NIB: ("long", "yes"), Kind.PHONE: ("phone", "long"), Kind.EMAIL: ("email",),
    Kind.KECAMATAN: ("kecamatan",), Kind.DESA: ("letters",), Kind.KBLI: ("digits",), Kind.YEAR: ("digits",),
    Kind.RUPIAH: ("digits",), Kind.COUNT: ("digits",), Kind.PEOPLE: ("digits",),
}  # fmt: skip
_BY_FIELD: Mapping[str, tuple[str, ...]] = {
    "branch": ("branch",), "owner_sex": ("sex",), "npwp": ("long",), "pirt": ("long",),
    "halal": ("long",), "md": ("long",), "merek": ("merek",), "training_date": ("date", "digits"),
    "answered_at": ("date", "digits"), "training_score": ("number",), "consent": ("letters", "yes"),
    "holdings": ("held", "yes", "long"), "data_year": ("year",), "address+phone": ("long",), "owner+phone": ("long",),
    "phone+email": ("long", "email"),
}  # fmt: skip
_NEVER: Mapping[str, tuple[str, ...]] = {
    "training_title": ("yes", "number", "phone", "nik"),
    "product": ("yes", "number", "phone", "nik", "nib", "email", "date"),
    "remarks": ("nik", "phone", "nib"),
}
_NO_WORDS = ("yes", "number", "phone", "nik", "nib", "email", "date", "sex")
_NO_ANSWER = ("number", "amount", "phone", "nik", "nib", "email", "date")
_PLACES = ("kecamatan", "desa")


@dataclass(frozen=True)
class Content:
    """``filled``: cells that say something, of those looked at; ``counts``: how many of them look like what;
    ``different``: how many of them differ."""

    filled: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    different: int = 0

    def share(self, *shapes: str) -> float:
        """Return the part of the filled cells that look like the likeliest of these."""
        return max((self.counts.get(shape, 0) for shape in shapes), default=0) / self.filled if self.filled else 0.0


def content_of(cells: Iterable[Cell]) -> Content:
    """Look at the cells of a column."""
    values: list[str] = []
    for cell in cells:
        if known(cell) is None and is_yes(text(cell)) is None:
            continue
        values.append(text(cell)[:120])
        if len(values) == LOOKED_AT:
            break
    counts = Counter(shape for words in values for shape in shapes_of(words))
    return Content(len(values), dict(counts), len(set(values)))


def fit(name: str, content: Content) -> float | None:
    """Return the part of the cells that may be this field's, 0 to 1; None where cells cannot tell."""
    if not content.filled:
        return None
    listed = LISTED.get(name)
    wanted = _BY_FIELD.get(name) or (_BY_KIND.get(listed.kind) if listed else None)
    if listed and listed.choices is LEGAL_FORMS:
        wanted = ("form",)
    if name.startswith("has_"):
        wanted = ("yes",)
    if wanted:
        return content.share(*wanted)
    if listed and listed.choices is YES_NO:
        return 0.0 if content.share("yes") < MOST <= content.share(*_NO_ANSWER) else None
    never = _NEVER.get(name) or (_NO_WORDS if listed and listed.kind in WORDS else ())
    against = content.share(*never)
    return 0.0 if against >= MOST else None


def telling(content: Content) -> tuple[str, int] | None:
    """Return the field that nearly all cells are of by their own shape, and how sure that is."""
    if content.filled < 1:
        return None
    for shape in _TELLING:
        share = content.share(shape)
        if share >= MOST and not (shape in _PLACES and content.filled < 2):
            return shape, min(_SURE_ALONE.get(shape, 90), round(100 * share))
    return None
