"""What can be wrong with a request or a fact, each with a sentence a person understands."""

from collections.abc import Mapping, Sequence

from shared.language import Message, msg


class Refused(Exception):
    """Something was asked that will not be done; nothing was changed."""

    status = 400

    def __init__(self, message: Message, field: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field


class RuleBroken(Refused):
    """The thing is not in a state that allows this (409)."""

    status = 409


class StaleForm(RuleBroken):
    """Somebody else changed the thing after this form was opened."""

    def __init__(self) -> None:
        super().__init__(msg("Somebody changed this while the form was open. Check the new values, then send again."))


SAVED_BY_ANOTHER = msg("This was saved at the very same moment. See whether it is there before you send it again.")


class SavedByAnother(RuleBroken):
    """The same was saved by another request at the same moment, perhaps by a second click."""

    def __init__(self) -> None:
        super().__init__(SAVED_BY_ANOTHER)


class NotFound(Refused):
    status = 404

    def __init__(self, message: Message | None = None) -> None:
        super().__init__(message or msg("What you are looking for is not here."))


class WrongLink(NotFound):
    """The signed link in the address was altered, cut off, or has ended."""


class Forbidden(Refused):
    status = 403

    def __init__(self, message: Message | None = None) -> None:
        super().__init__(message or msg("Your account may not do this."))


class TriedTooOften(Refused):
    """Nothing was even looked at (429); ``retry_after`` says in how many seconds it will be again."""

    status = 429

    def __init__(self, retry_after: int) -> None:
        self.retry_after = max(1, retry_after)
        minutes = -(-self.retry_after // 60)
        super().__init__(msg("This was tried too often. Try again in {minutes} min.", minutes=minutes))


class InvalidInput(Exception):
    """Fields that cannot be accepted (422), each with its sentences."""

    status = 422

    def __init__(self, errors: Mapping[str, Sequence[Message]]) -> None:
        super().__init__(", ".join(errors))
        self.errors = {field: list(messages) for field, messages in errors.items()}
