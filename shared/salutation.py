"""How a letter begins: a person is addressed as Bapak/Ibu, unless the name says so already, a business is not."""

import re

from shared.language import Message, msg

TITLED = re.compile(r"(ibu|bu|bapak|pak|bpk)\b", re.IGNORECASE)


def salutation(name: str, *, is_person: bool) -> Message:
    """Return the first line of a letter or message to somebody of this name, "Yth. Bapak/Ibu Rahma,"."""
    if not is_person:
        return msg("To {name},", name=name)
    if TITLED.match(name.lstrip()):
        return msg("Dear {titled},", titled=name)
    return msg("Dear {name},", name=name)
