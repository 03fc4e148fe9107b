"""Days inside sentences, so that a sentence stays translatable after it was stored."""

from datetime import date

from shared.language import Message, msg

MONTHS = (
    msg("{day} January {year}"),
    msg("{day} February {year}"),
    msg("{day} March {year}"),
    msg("{day} April {year}"),
    msg("{day} May {year}"),
    msg("{day} June {year}"),
    msg("{day} July {year}"),
    msg("{day} August {year}"),
    msg("{day} September {year}"),
    msg("{day} October {year}"),
    msg("{day} November {year}"),
    msg("{day} December {year}"),
)


def spoken(day: date) -> Message:
    """Return a day as people say it: "21 November 2026"."""
    return Message(MONTHS[day.month - 1].template, {"day": day.day, "year": day.year})
