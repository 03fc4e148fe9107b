"""What a person typed, what it means, and what is wrong with it: one marshmallow schema for form and JSON alike."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from shared.errors import InvalidInput, Refused, RuleBroken, StaleForm
from shared.language import Message, current_language, msg
from shared.nik import without_nik
from shared.web.asked_again import TypedBefore
from shared.web.form_data import flat, gather, loadable, too_many_rows
from shared.web.sentences import a_few, at_most, by_field
from shared.web.text import require_doors
from shared.web.transaction import transaction

TOP = ""
TYPE_AGAIN = msg("Write this once more: it is not shown.")
PLACE_IN_LIST = re.compile(r"-\d+$")


class Form:
    """``data`` is what the schema loaded; ``errors`` maps a field to its sentences, "" to those about the whole.

    ``read`` is what could be read of it, also where something else could not: what further rules say of that is
    told at the same time (:meth:`also`). ``stale`` tells that somebody changed the thing after the form was opened.
    """

    def __init__(self, typed: Mapping[str, Any], data: Mapping[str, Any] | None = None) -> None:
        self.data: dict[str, Any] = dict(data or {})
        self.read: Mapping[str, Any] = self.data
        self.status = 200
        self.stale = False
        self._saved: MultiDict[str, str] | None = None
        self._not_shown: list[str] = []
        self._refusals: dict[str, list[Message]] = {}
        self._worded: dict[str, dict[str, list[str]]] = {}
        self._typed: MultiDict[str, str] = MultiDict((name, without_nik(text)) for name, text in flat(typed))

    @classmethod
    def load(cls, schema: Schema, sent: MultiDict[str, str]) -> "Form":
        """Read a sent form; what cannot be accepted is kept as typed, with sentences in ``errors``."""
        require_doors(schema)
        typed = gather(schema, sent)
        form = cls(typed)
        form._not_shown = [name for name in typed if _is_sealed(schema, name) and form._typed.pop(name, "")]
        overlong = [(name, at_most(most)) for name, most in too_many_rows(schema, typed)]
        if overlong:
            form._add(overlong, 422)
        try:
            loaded: Any = schema.load(loadable(schema, typed), unknown=EXCLUDE)
        except ValidationError as error:
            form._add(by_field(error.messages), 422)
            form.read = error.valid_data if isinstance(error.valid_data, Mapping) else {}
        else:
            form.read = form.data = dict(loaded) if isinstance(loaded, Mapping) else {"value": loaded}
        if isinstance(sent, TypedBefore):
            form._ask_again(sent.why)
        return form

    @classmethod
    def blank(cls, schema: Schema, **initial: Any) -> "Form":
        """Return a form to be filled in, showing ``initial`` values."""
        known = {field.data_key or name for name, field in schema.load_fields.items()}
        unknown = initial.keys() - known
        if unknown:
            raise ValueError(f"not fields of {type(schema).__name__}: {sorted(unknown)}")
        return cls(initial)

    @property
    def ok(self) -> bool:
        """Tell whether everything typed was accepted so far."""
        return not self._refusals

    @property
    def errors(self) -> dict[str, list[str]]:
        """The first sentences by field in the reader's language, and on top how many more there are."""
        language = current_language()
        if language not in self._worded:
            every = {field: [str(message) for message in messages] for field, messages in self._refusals.items()}
            self._worded[language] = a_few(every)
        return self._worded[language]

    def require(self) -> dict[str, Any]:
        """Return what was accepted; for a form without a page of its own. Raises InvalidInput."""
        if not self.ok:
            raise InvalidInput(self._refusals)
        return self.data

    @contextmanager
    def saving(self, **called_here: str) -> Iterator[Session]:
        """Open a transaction for what was typed; what a rule refuses is shown in the form, and nothing is saved.

        Afterwards ``ok`` tells whether it was. ``called_here`` names the form's field for what a rule calls otherwise.
        """
        with self.refusing(**called_here), transaction() as session:
            yield session

    @contextmanager
    def refusing(self, **called_here: str) -> Iterator[None]:
        """Show in the form what a rule refuses, as for :meth:`saving`; the transaction is the caller's."""
        try:
            yield
        except RuleBroken as error:
            error.field = called_here.get(error.field or TOP, error.field)
            self.refuse(error)
        except InvalidInput as error:
            self.refuse(InvalidInput({called_here.get(field, field): said for field, said in error.errors.items()}))

    def also(self, errors: Iterable[Refused | InvalidInput]) -> None:
        """Show what rules say of the rest, beside what is wrong already: nobody corrects a form one error at a time.

        A field that is refused already says nothing more; nor does a form that is only shown again.
        """
        if self.status != 200 or self.ok:
            for error in errors:
                self._refuse_if_new(error)

    def _refuse_if_new(self, error: Refused | InvalidInput) -> None:
        fields = error.errors if isinstance(error, InvalidInput) else [error.field or TOP]
        if not any(name == field or name.startswith(f"{field}-") for field in fields for name in self._refusals):
            self.refuse(error)

    def refuse(self, error: Refused | InvalidInput) -> None:
        """Show why the change was refused: beside its field, or on top."""
        if isinstance(error, InvalidInput):
            pairs = [(field, message) for field, messages in error.errors.items() for message in messages]
        else:
            pairs = [(error.field or TOP, error.message)]
        self._add(pairs, error.status)
        self.stale = isinstance(error, StaleForm)

    def compare(self, saved: "Form", version: str = "revision") -> None:
        """Show what is saved now beside each field that says otherwise; a stale form may then be sent again.

        ``saved`` is the form as it would be opened now, ``version`` the field that says what the form was made from.
        """
        self._saved = saved._typed
        if self.stale:
            self._typed[version] = saved.value(version)

    def saved(self, name: str) -> list[str] | None:
        """Return the texts saved in a field; None where it says the same, or nothing is compared."""
        if self._saved is None:
            return None
        saved = _answers(self._saved, name)
        return None if sorted(saved) == sorted(_answers(self._typed, name)) else saved

    def value(self, name: str) -> str:
        """Return the text to show in a field."""
        return self._typed.get(name, "")

    def chosen(self, name: str) -> list[str]:
        """Return the texts chosen in a group of boxes."""
        return self._typed.getlist(name)

    def rows(self, name: str, least: int = 1) -> list[str]:
        """Return the prefixes of repeated rows ("sessions-0", ...): those typed or saved, and at least ``least``."""
        row = re.compile(rf"{re.escape(name)}-(\d+)-")
        places = {int(found[1]) for key in (*self._typed, *(self._saved or ())) if (found := row.match(key))}
        return [f"{name}-{index}" for index in range(max(len(places), least))]

    def _ask_again(self, why: Message) -> None:
        # What else is wrong is told when it is really sent.
        self._worded = {}
        self._refusals, self.status = {TOP: [why], **{name: [TYPE_AGAIN] for name in self._not_shown}}, 200

    def _add(self, pairs: Any, status: int) -> None:
        self.status, self._worded = status, {}
        pairs = [*pairs, *((name, TYPE_AGAIN) for name in self._not_shown)]
        message: Message
        for field, message in pairs:
            messages = self._refusals.setdefault(PLACE_IN_LIST.sub("", field), [])
            if message not in messages:
                messages.append(message)


def _is_sealed(schema: Schema, name: str) -> bool:
    return any(
        getattr(field, "for_nik", False) for key, field in schema.load_fields.items() if (field.data_key or key) == name
    )


def _answers(texts: MultiDict[str, str], name: str) -> list[str]:
    # A box that is not ticked is not sent.
    return [text for text in texts.getlist(name) if text not in ("", "false")]
