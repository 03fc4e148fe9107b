"""What a letter is told: the fact, as the mail's row keeps it, and the world around its reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.language import Message
from shared.settings import Office


@dataclass(frozen=True)
class Told:
    """``offers`` is where the reader has its list of offers. ``kinds`` says how each kind of letter is called."""

    context: Mapping[str, Any]
    office: Office
    site: str
    offers: str
    kinds: Mapping[str, Message]

    def __getitem__(self, name: str) -> Any:
        return self.context[name]

    def get(self, name: str) -> Any:
        """Return what not every fact says, or None."""
        return self.context.get(name)

    @property
    def items(self) -> list[Mapping[str, Any]]:
        """All facts gathered into this letter; most letters tell of one."""
        return self.context.get("items") or [self.context]

    @property
    def offer(self) -> Mapping[str, Any]:
        """The offer the letter is about."""
        offer: Mapping[str, Any] = self.items[0]["offer"]
        return offer

    @property
    def title(self) -> str:
        """The offer's title."""
        return str(self.offer["title"])

    @property
    def institution(self) -> str:
        """The name of the institution that offers it."""
        return str(self.offer["institution_name"])

    @property
    def organisations(self) -> set[str]:
        """The names of the business and the institution that the letter is about: no person's."""
        fact = self.items[0]
        of_offer = fact.get("offer") or {}
        return {name for name in (fact.get("ikm_name"), of_offer.get("institution_name")) if name}

    @property
    def answer_url(self) -> str:
        """The reader's own link to its invitation."""
        return f"{self.site}{self.context.get('answer_path', '')}"

    def offer_page(self, part: str = "") -> str:
        """Return the address of the offer's page as the reader has it, or of a part of it."""
        return f"{self.offers}/{self.offer['offer_id']}{part}"
