"""``python -m local.help_page``: write the help page of the product from docs/mulai-di-sini.md, one text for both."""

import re
import sys
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parent.parent
TEXT = ROOT / "docs" / "mulai-di-sini.md"
PAGE = ROOT / "services" / "partners" / "templates" / "partners" / "help" / "parts.html"
PICTURE = re.compile(r'<img src="\.\./services/partners/static/([^"]+)" alt="([^"]*)" />')
HEAD = "{# Written by python -m local.help_page from docs/mulai-di-sini.md. #}"


def slug(title: str) -> str:
    """Return the anchor of a heading, as a reader of the document finds it too."""
    return re.sub(r"[^a-z0-9-]", "", title.lower().replace(" ", "-"))


def parts(text: str) -> dict[str, str]:
    """Return the parts of the text by their titles; what stands before the first has the title of the whole."""
    pieces = re.split(r"^#{1,2} (.+)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


def written(text: str) -> str:
    """Return the template: the order of the parts, and each part as HTML."""
    (_, opening), *others = parts(text).items()
    order = ", ".join(f'"{slug(title)}": "{title}"' for title, _ in others)
    macros = "".join(f'{{% elif part == "{slug(title)}" %}}\n{_html(body)}' for title, body in others)
    return (
        f"{HEAD}\n{{% set titles = {{{order}}} %}}\n{{% macro help_part(part) %}}\n"
        f'{{% if part == "" %}}\n{_html(opening)}{macros}{{% endif %}}\n{{% endmacro %}}\n'
    )


def _html(text: str) -> str:
    html: str = MarkdownIt("commonmark").enable("table").render(text)
    if "{{" in html or "{%" in html:
        raise ValueError("The text holds what the template would read as its own.")
    html = html.replace("<table>", '<div class="table-wrap"><table class="table">').replace(
        "</table>", "</table></div>"
    )
    return PICTURE.sub(r"""<img src="{{ own_asset('\1') }}" alt="\2" loading="lazy">""", html)


def main() -> int:
    """Bring the page up to date."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(written(TEXT.read_text()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
