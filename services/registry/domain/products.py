"""The products of a business in one text: ``Sambal Terasi; Keripik Ubi``."""

from collections.abc import Iterable

from services.registry.domain.fields import field_called
from services.registry.domain.names import close_name, name_key

JOINT = "; "
_FIELD = field_called("product")
MOST = _FIELD.most if _FIELD and _FIELD.most else 0


def parts(text: str | None) -> list[str]:
    """Return the products a text names."""
    return [part for one in (text or "").split(JOINT.strip()) if (part := one.strip())]


def distinct(products: Iterable[str]) -> list[str]:
    """Return each product once, in the fullest wording it was given."""
    found: list[str] = []
    for product in products:
        place = next((place for place, known in enumerate(found) if same_product(known, product)), None)
        if place is None:
            found.append(product)
        elif len(name_key(product)) > len(name_key(found[place])):
            found[place] = product
    return found


def same_product(one: str | None, two: str | None) -> bool:
    """Tell whether two texts name one product: the same words, a slip, or one more fully than the other."""
    left, right = name_key(one or ""), name_key(two or "")
    few, many = sorted((set(left.split()), set(right.split())), key=len)
    return bool(few) and (few <= many or close_name(left, right))


def join(products: Iterable[str]) -> str:
    """Return as many whole products as the field can hold."""
    text = ""
    for product in products:
        longer = f"{text}{JOINT}{product}" if text else product
        if len(longer) > MOST:
            break
        text = longer
    return text or next(iter(products), "")[:MOST]


def holds(known: str, said: str) -> bool:
    """Tell whether every product that is said is among the known ones."""
    said_parts, known_parts = parts(said), parts(known)
    return all(any(same_product(one, other) for other in known_parts) for one in said_parts)
