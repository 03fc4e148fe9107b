"""The one place where a NIK is plain: sealed on the way in, shown masked, and only to staff who say why."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.registry.models.ikm import Ikm
from shared.audit import record
from shared.crypto import Cipher
from shared.errors import NotFound
from shared.language import msg
from shared.nik import mask_nik
from shared.states import require_reason


def sealed(values: Mapping[str, Any], cipher: Cipher) -> dict[str, Any]:
    """Return the values with ``nik`` replaced by its secret and its fingerprint. An equal NIK keeps its fingerprint."""
    others = {name: value for name, value in values.items() if name != "nik"}
    if "nik" not in values:
        return others
    nik = values["nik"]
    return others | {
        "nik_encrypted": cipher.encrypt(nik) if nik else None,
        "nik_fingerprint": cipher.fingerprint(nik) if nik else None,
    }


def reveal_nik(session: Session, ikm_id: UUID, reason: str, cipher: Cipher) -> str:
    """Return the NIK, masked, and write down who read it and why (UU PDP 27/2022, article 31)."""
    require_reason(reason)
    ikm = Ikm.locked(session, ikm_id)
    if ikm.nik_encrypted is None:
        raise NotFound(msg("No NIK is recorded for this IKM."))
    record(session, noun="ikm", noun_id=ikm.id, action="read_nik", reason=reason)
    return mask_nik(cipher.decrypt(ikm.nik_encrypted))
