"""What the columns beside a column say of it: whose name "Nama" is, whose address, of what the date."""

from collections.abc import Mapping
from dataclasses import replace

from services.registry.domain.column_content import Content
from services.registry.domain.column_options import NO_FIELD, Option, options
from services.registry.domain.heading_words import plain
from services.registry.domain.headings import is_bare_name, speaks_of
from shared.language import msg

Columns = dict[str, list[Option]]
"""What each column may mean, by label, in the order of the columns."""
_ADDRESS_PARTS = frozenset({"rt", "rw"})
_STREETS = frozenset({"jalan", "jl", "jln"})
_OWNERS = frozenset({"owner_name", "name+owner", "owner+phone", "owner+home"})
_NAMED = frozenset({"name", "name+address", "name+owner"})
_PERSONAL = "lahir kelamin pendidikan agama umur usia kk ktp jk ttl birth gender pekerjaan status nik"
_OF_PERSONS = frozenset(_PERSONAL.split())
_OF_BUSINESS = frozenset({"product", "nib", "kbli", "branch", "has_nib"})
_OF_OFFICIALS = frozenset(["nip", "jabatan", "pangkat", "golongan", "gol", "eselon", "instansi"])
_CLEAR, _FEW, _SOME, _STAFF = 75, 0.15, 0.4, 40
KIND = msg("Its cells say what the business does, and the list names its owner.")
CALLED = msg("Its cells are names of businesses.")
ONLY_NAME = msg("It is the only name in the list.")
OTHER_NAME = msg("Another column holds the other name.")
PERSONS = msg("The columns beside it are about a person.")
BUSINESSES = msg("The columns beside it are about a business.")
OFFICIALS = msg("The columns beside it are those of a list of officials.")
UNCLEAR = msg("It may be the business or its owner: the columns beside it do not tell.")
ONLY_HOME = msg("The heading speaks of the owner's home, and there is no other address.")


def settled(contents: Mapping[str, Content]) -> Columns:
    """Return what each column may mean, once its neighbours were looked at."""
    columns = {label: options(label, content) for label, content in contents.items()}
    for settle in (_names, _kinds_of_business, _homes, _twice, _trainings, _parts):
        settle(columns, contents)
    return columns


def best(found: list[Option]) -> str:
    """Return the field a column most likely means, "" where it means none or hardly."""
    return found[0].field if found and found[0].sure >= 70 else ""


def _names(columns: Columns, contents: Mapping[str, Content]) -> None:
    bare = [label for label in columns if is_bare_name(label)]
    if not bare:
        return
    others = {best(found) for label, found in columns.items() if label not in bare}
    named, owned = bool(others & _NAMED), bool(others & _OWNERS)
    if len(bare) > 1:
        for label in bare:
            columns[label] = [_by_zone(label, list(columns), columns)]
    elif named or owned:
        field = "" if named and owned else "owner_name" if named else "name"
        columns[bare[0]] = [Option(field, 92, OTHER_NAME)]
    else:
        columns[bare[0]] = [_whose_name(bare[0], columns, contents[bare[0]])]


def _whose_name(label: str, columns: Columns, content: Content) -> Option:
    if _lists_staff(columns):
        return Option("name", _STAFF, OFFICIALS)
    others = {best(found) for other, found in columns.items() if other != label}
    business, person = content.share("business"), content.share("person")
    about_person = bool(others & {"nik", "owner_sex"}) or any(_of_person(other) for other in columns)
    says_what = any("product" in (one.field for one in found) and speaks_of(other) & {"jenis", "usaha"}
                    for other, found in columns.items() if "usaha" in speaks_of(other))  # fmt: skip
    score = 2 * about_person + says_what + (person >= 0.3) - 2 * (business >= 0.5) - ("kbli" in others)
    if score >= 2 or (says_what and score == 1 and business <= 0.2):
        return Option("owner_name", 88 if score >= 2 else 82, PERSONS)
    return Option("name", 90, ONLY_NAME) if score <= 0 else Option("name", 60, UNCLEAR)


def _lists_staff(columns: Columns) -> bool:
    """Whether columns are those of a list of officials, and none of a business."""
    words = {word for label in columns for word in plain(label).split()}
    fields = {best(found) for found in columns.values()}
    return len(words & _OF_OFFICIALS) >= 2 and not fields & _OF_BUSINESS


def _kinds_of_business(columns: Columns, contents: Mapping[str, Content]) -> None:
    """A bare "Usaha" beside an owner is what the business is called, or what it does: its cells are names, or not."""
    others = {best(found) for found in columns.values() if not _is_kind(found)}
    for label, found in columns.items():
        if "usaha" not in plain(label).split() or not _is_kind(found) or not others & _OWNERS or others & _NAMED:
            continue
        titled = contents[label].share("titled")
        if contents[label].filled and titled <= _FEW and "product" not in others:
            columns[label] = [Option("product", 82, KIND)]
        elif titled >= _SOME:
            columns[label] = [Option("name", 84, CALLED)]


def _is_kind(found: list[Option]) -> bool:
    return [option.field for option in found[:2]] == ["name", "product"] and found[0].sure < _CLEAR


def _of_person(label: str) -> bool:
    return not _OF_PERSONS.isdisjoint(plain(label).split())


def _zone(label: str, labels: list[str], columns: Columns) -> int:
    """Return how much the columns from this name to the next speak of a person (above 0) or of a business (below)."""
    at, score = labels.index(label) + 1, 0
    while at < len(labels) and not is_bare_name(labels[at]):
        field = best(columns[labels[at]])
        score += (field in ("nik", "owner_sex") or _of_person(labels[at])) - (field in _OF_BUSINESS)
        at += 1
    return score


def _by_zone(label: str, labels: list[str], columns: Columns) -> Option:
    zones = {one: _zone(one, labels, columns) for one in labels if is_bare_name(one)}
    others = [score for one, score in zones.items() if one != label]
    mine = zones[label]
    if len(zones) == 2 and mine > 0 >= others[0]:
        return Option("owner_name", 86, PERSONS)
    if len(zones) == 2 and others[0] > 0 >= mine:
        return Option("name", 86, BUSINESSES)
    if len(zones) == 2 and mine < 0 <= others[0]:
        return Option("name", 84, BUSINESSES)
    if len(zones) == 2 and others[0] < 0 <= mine:
        return Option("owner_name", 84, PERSONS)
    return Option("owner_name" if label == next(iter(zones)) else "name", 60, UNCLEAR)


def _homes(columns: Columns, _: Mapping[str, Content]) -> None:
    """The owner's home is left out; a plain "Alamat" beside "Alamat usaha" is the home as well."""
    for field in ("address", "kecamatan", "desa"):
        of_field = [label for label, found in columns.items() if best(found) == field]
        of_business = [label for label in of_field if "usaha" in speaks_of(label)]
        for label in of_field if of_business else ():
            if label not in of_business and not speaks_of(label) & _ADDRESS_PARTS and plain(label).startswith("alamat"):
                columns[label] = [Option("", 85, msg("Another column says it of the business."))]
        homes = [label for label, found in columns.items() if found and found[0].home == field]
        if not of_field and len(homes) == 1:
            columns[homes[0]] = [Option(field, 60, ONLY_HOME)]


def _twice(columns: Columns, _: Mapping[str, Content]) -> None:
    """Of two columns with one heading the one nearer to the business is meant; where none is, a person is asked."""
    labels = list(columns)
    for field in ("address", "kecamatan", "desa"):
        same = [label for label in labels if best(columns[label]) == field and columns[label][0].sure >= _CLEAR]
        if len(same) < 2 or len({plain(label.partition(" (")[0]) for label in same}) > 1:
            continue
        after = [_nearest(labels.index(label), labels, columns) for label in same]
        for label, whose in zip(same, after, strict=True):
            if set(after) >= {"name", "owner_name"}:
                why = (
                    BUSINESSES if whose == "name" else msg("It stands beside the owner, the other beside the business.")
                )
                columns[label] = [Option(field, 86, why) if whose == "name" else Option("", 86, why)]
            else:
                columns[label] = [
                    Option(field, 65, msg("Two columns have this heading, and it does not show which is meant."))
                ]


def _nearest(at: int, labels: list[str], columns: Columns) -> str:
    before = (best(columns[label]) for label in reversed(labels[:at]))
    return next(("name" if field in _NAMED | {"nib"} else "owner_name" for field in before
                 if field in _NAMED | {"owner_name", "nik", "nib"}), "")  # fmt: skip


def _trainings(columns: Columns, contents: Mapping[str, Content]) -> None:
    """A day, a place and a score are a training's only where a column names the training."""
    if any(best(found) == "training_title" for found in columns.values()):
        return
    for label, found in columns.items():
        if any(option.field in ("training_date", "training_place", "training_score") for option in found):
            columns[label] = [option for option in found if not option.field.startswith("training_")]
            if "lokasi" in speaks_of(label) and contents[label].share("address") >= 0.5:
                columns[label].append(Option("address", 82, BUSINESSES))
            columns[label] = columns[label] or [Option("", 90, NO_FIELD)]


def _parts(columns: Columns, _: Mapping[str, Content]) -> None:
    """RT and RW belong to the address before them: the owner's home or the business."""
    last, before = None, ""
    for label, found in columns.items():
        if found and (best(found) == "address" or found[0].home == "address" or "alamat" in speaks_of(label)):
            last = found[0]
        elif last and last.field == "address" and _is_part(label, before):
            columns[label] = [replace(last, sure=min(last.sure, 90))]
        before = label


def _is_part(label: str, before: str) -> bool:
    """RT, RW, or the number behind a street."""
    meant = speaks_of(label)
    number = plain(label) in ("nomor", "no", "no rumah", "nomor rumah")
    return (bool(meant) and meant <= _ADDRESS_PARTS) or (number and bool(_STREETS & set(plain(before).split())))
