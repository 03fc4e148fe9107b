"""What a letter is: whom it tells of which fact, what follows from its kind, and what it says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.notifications.letters.content import Content
from services.notifications.letters.told import Told
from shared.events.contract import Event, dump
from shared.language import Message

STAFF, INSTITUTION, IKM, ACCOUNT = "staff", "institution", "ikm", "account"
AT_ONCE, DAYTIME, BEFORE_THE_DEADLINE = "at once", "daytime", "before the deadline"


def _always(fact: Any) -> bool:
    return True


def _no_instant(fact: Any) -> None:
    return None


@dataclass(frozen=True)
class Letter:
    """One kind of letter, told ``to`` its readers.

    ``ACCOUNT`` is the one whose account it is about.

    Occasion: a fact ``of`` one of these types for which ``when`` holds; ``keeps`` is what the mail's row keeps of it.
    Without one it is an action of this service that writes it. It ``goes`` at once; or where no person's act led to it,
    by day; or on the days before the deadline. If ``gathered``, facts that come while it waits join it; it waits for
    the time it ``gathers_for``. ``items`` are the lines a fact adds to it, one unless said otherwise; ``about_one``
    finds in an item whom it is about: the newest about each is told.

    Kind: it ``asks`` for an answer, none goes out once that is there. It ``calls_off``: the end of what it is about is
    no reason to hold it back. It ``confirms`` what its reader said, or ``informs`` of what asks nothing of its reader:
    nobody must be called where it does not arrive. It is ``news``, which belongs to no running process: its reader may
    turn it off. ``names`` is where its context has those IKM whom it names to others. It matters ``until`` an instant,
    where that is known. It is ``of_sessions``: what it says of a meeting that changed since is left out.
    """

    name: str
    label: Message
    write: Callable[[Told], Content]
    to: str
    of: tuple[type[Event], ...] = ()
    when: Callable[[Any], bool] = _always
    keeps: Callable[[Any], dict[str, Any]] = dump
    goes: str = AT_ONCE
    gathered: bool = False
    gathers_for: timedelta = timedelta(0)
    items: Callable[[Any], list[dict[str, Any]]] | None = None
    about_one: Callable[[Mapping[str, Any]], Any] | None = None
    asks: bool = False
    calls_off: bool = False
    confirms: bool = False
    informs: bool = False
    news: bool = False
    names: str | None = None
    until: Callable[[Any], datetime | None] = _no_instant
    of_sessions: bool = False

    def items_of(self, fact: Event) -> list[dict[str, Any]]:
        """Return what a fact adds to what is gathered."""
        return self.items(fact) if self.items else [self.keeps(fact)]

    @property
    def goes_again(self) -> bool:
        """After an uncertain outcome it is sent again; what an IKM gets waits for a person, who can call."""
        return self.to != IKM

    @property
    def leads_to_a_call(self) -> bool:
        """Where it does not arrive, partners puts its reader on the call list."""
        return self.to == IKM and not (self.confirms or self.informs)


def letter(
    label: Message, *, of: type[Event] | tuple[type[Event], ...] = (), **declared: Any
) -> Callable[[Callable[[Told], Content]], Letter]:
    """Declare the letter whose words the function returns, under the function's name; see :class:`Letter`."""

    def declare(write: Callable[[Told], Content]) -> Letter:
        return Letter(write.__name__, label, write, of=of if isinstance(of, tuple) else (of,), **declared)

    return declare
