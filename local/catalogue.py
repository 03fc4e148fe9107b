"""``python -m local.catalogue [shared|registry|partners|notifications …]``: bring the Indonesian catalogues up to date.

New sentences are added without a translation, those no longer used are dropped, and what still needs a person is
printed. Exit code 1 if anything does.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from local.glossary import MOST_WORDS, hard_words, is_read_by_owners, long_sentences, other_address

ROOT = Path(__file__).resolve().parent.parent
LOCALE = "id"
PACKAGES = {
    "shared": ROOT / "shared",
    **{name: ROOT / "services" / name for name in ("registry", "partners", "notifications")},
}
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "msg": None, "ngettext": (1, 2)}
METHODS = {
    ".py": "python",
    ".html": "jinja2.ext:babel_extract",
    ".txt": "jinja2.ext:babel_extract",
}
# Babel's own header believes that Indonesian has two plural forms, and changes with every run.
HEADER = """# Kept complete by: python -m local.catalogue
msgid ""
msgstr ""
"Language: id\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def sentences(folder: Path) -> dict[str, list[str]]:
    """Return every sentence marked for translation below a folder, with the files that use it."""
    found: dict[str, list[str]] = {}
    for path, sentence in every_mark(folder):
        where = path.relative_to(ROOT).as_posix()
        files = found.setdefault(sentence, [])
        if where not in files:
            files.append(where)
    return found


def every_mark(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each sentence below a folder with its file, as often as it is marked for translation."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in METHODS and path.is_file():
            for sentence in _sentences_of(path):
                yield path, sentence


def _sentences_of(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for _, ids, _, _ in extract(METHODS[path.suffix], file, KEYWORDS):
            yield from (ids,) if isinstance(ids, str) else ids


def catalogue_path(package: str) -> Path:
    """Return where a package's translations are kept."""
    return PACKAGES[package] / "translations" / f"{LOCALE}.po"


def read(package: str) -> dict[str, str]:
    """Return the translations of a package; "" where one is missing."""
    path = catalogue_path(package)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file, locale=LOCALE) if entry.id}


def wanted(package: str) -> dict[str, list[str]]:
    """Return the sentences a package's catalogue must have; what the kernel already says needs no second entry."""
    found = sentences(PACKAGES[package])
    if package == "shared":
        return found
    kernel = sentences(PACKAGES["shared"])
    return {sentence: files for sentence, files in found.items() if sentence not in kernel}


def update(package: str) -> None:
    """Write the catalogue anew: every wanted sentence once, with the translation it has."""
    known = read(package)
    catalog = Catalog(LOCALE)
    for sentence, files in wanted(package).items():
        catalog[sentence] = Message(sentence, known.get(sentence, ""), [(file, 0) for file in files])
    path = catalogue_path(package)
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalog, width=110, omit_header=True, sort_by_file=True, include_lineno=False)


def faults(package: str) -> list[str]:
    """Return, in words, what a person still has to do for a package's catalogue."""
    known = read(package)
    found = []
    for sentence, files in wanted(package).items():
        translation = known.get(sentence, "")
        if not translation:
            found.append(f"{package}: not translated: {sentence}")
        elif places(sentence) != places(translation):
            found.append(f"{package}: other places than in English: {translation}")
        found += [f"{package}: {fault}" for fault in _hard_to_read(sentence, translation, files)]
    return found


def _hard_to_read(sentence: str, translation: str, files: list[str]) -> Iterator[str]:
    yield from (f"hard word {word} in: {translation}" for word in hard_words(translation))
    yield from (f"“{word}”: say “Bapak/Ibu” in: {translation}" for word in other_address(translation))
    for long in (*long_sentences(translation), *(long_sentences(sentence) if is_read_by_owners(files) else ())):
        yield f"more than {MOST_WORDS} words: {long}"


def places(sentence: str) -> set[str]:
    """Return the names of the ``{places}`` in a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def main(packages: list[str]) -> int:
    """Update the named catalogues (default: all) and print what is missing."""
    unknown = [package for package in packages if package not in PACKAGES]
    if unknown:
        sys.stderr.write(f"{__doc__}\nUnknown: {', '.join(unknown)}\n")
        return 2
    missing = []
    for package in packages or PACKAGES:
        update(package)
        missing += faults(package)
    for line in missing:
        print(line)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
