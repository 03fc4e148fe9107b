"""How codes of the register read on pages: steps of the history, sources, branches, degrees."""

from shared.language import Message, msg

BESIDE_FIELDS: dict[str, Message] = {
    "npwp": msg("NPWP"),
    "status": msg("State"),
    "merged_into": msg("Merged into"),
    "registered_on": msg("In the register since"),
    "number": msg("Number"),
    "title": msg("Programme"),
    "held_on": msg("Held on"),
    "enrolment": msg("Taking part"),
    "outcome": msg("Outcome"),
    "outcome_state": msg("State of the outcome"),
    "dated_on": msg("Day of the evidence"),
    "proof": msg("Where it was seen"),
    "import": msg("Import"),
    "pirt": msg("P-IRT number"),
    "halal": msg("Halal number"),
    "md": msg("BPOM MD number"),
    "merek": msg("Trade mark number"),
    "holdings": msg("Certificates already held"),
    "need": msg("Training needed"),
    "needs": msg("Training needed"),
    "consent": msg("May be shared with partners"),
    "share_with_partners": msg("May be shared with partners"),
    "answered_at": msg("When it was answered"),
    "data_year": msg("Year the figures are of"),
    "training": msg("Training attended"),
    "training_title": msg("Title of the training"),
    "training_date": msg("Date of the training"),
    "training_place": msg("Place of the training"),
    "training_score": msg("Test score"),
    "has_nib": msg("Has a NIB: yes or no"),
    "has_pirt": msg("Has a P-IRT: yes or no"),
    "has_halal": msg("Is certified halal: yes or no"),
    "has_md": msg("Has a BPOM MD: yes or no"),
    "has_merek": msg("Has a registered trade mark: yes or no"),
    "has_npwp": msg("Has an NPWP: yes or no"),
    "has_sni": msg("Is certified SNI: yes or no"),
    "name+address": msg("Business name and address in one cell"),
    "name+owner": msg("Business name and owner in one cell"),
    "owner+home": msg("Owner and home address in one cell"),
    "owner+phone": msg("Owner and telephone in one cell"),
    "address+phone": msg("Address and telephone in one cell"),
    "phone+email": msg("Telephone and email in one cell"),
    "owner+nik": msg("Owner and NIK in one cell"),
    "men+women": msg("Workers, men and women, in one cell"),
    "place": msg("Desa and kecamatan in one cell"),
    "address+place": msg("Address, desa and kecamatan in one cell"),
}
"""What else the history and the columns of a list speak of, beside the fields of an IKM, to what a page calls it."""

STEPS: dict[str, Message] = {
    "register": msg("Entered in the register"),
    "edit": msg("Changed"),
    "verify": msg("Verified"),
    "deactivate": msg("Set inactive"),
    "reactivate": msg("Set active again"),
    "close": msg("Closed down"),
    "reopen": msg("Opened again"),
    "merge": msg("Merged into another record"),
    "absorb": msg("Took over another record"),
    "undo_merge": msg("Merger undone: a record of its own again"),
    "undo_absorb": msg("Merger undone: gave another record back"),
    "restrict": msg("Restricted at the owner's request"),
    "lift_restriction": msg("Restriction lifted"),
    "read_nik": msg("NIK was read"),
    "contact_owner": msg("Owner's contact changed"),
    "contact_proxy": msg("Proxy's contact changed"),
    "mail_came_back": msg("Mail came back"),
    "mail_goes_again": msg("Mail goes there again"),
    "certificate": msg("Certificate recorded"),
    "need": msg("Need recorded"),
    "consent": msg("Consent recorded"),
    "participation": msg("Past training recorded"),
    "invitation_answered": msg("Invitation answered"),
    "invitation_closed": msg("Invitation ended"),
    "enrolment": msg("Programme"),
    "assessment": msg("Aspects assessed"),
    "outcome_planned": msg("Outcome planned"),
    "outcome_achieved": msg("Evidence of an outcome recorded"),
    "outcome_verified": msg("Outcome verified"),
    "outcome_refused": msg("Evidence of an outcome refused"),
    "outcome_revoked": msg("Outcome revoked"),
    "outcome_expired": msg("Outcome expired"),
    "outcome_dropped": msg("Outcome dropped"),
    "outcome_not_yet": msg("Outcome not there yet"),
    "outcome_reopened": msg("Outcome is open again: its certificate is gone"),
    "undo_import": msg("Import undone"),
    "forget": msg("Values in the history erased on request"),
}

SOURCES: dict[str, Message] = {
    "form": msg("Typed in by staff"),
    "api": msg("Sent by another program"),
    "suggestion": msg("Suggested by product or KBLI"),
    "merge": msg("Taken over when merging"),
    "undo": msg("Put back when an import was undone"),
    "undo_merge": msg("Kept when a merger was undone"),
    "outcome": msg("Evidence of an outcome"),
    "link": msg("Answered by link"),
    "phone": msg("Answered by phone"),
    "office": msg("Answered at the office"),
}

CAME_BACK: dict[str, Message] = {
    "address_invalid": msg("this is no email address"),
    "address_blocked": msg("mail to this address came back before"),
    "refused": msg("the mail server refused it for good"),
    "gave_up": msg("the mail server put it off too often"),
}
"""Why an address is not written to any more."""

BRANCHES: dict[str, Message] = {
    "PANGAN": msg("Food"),
    "SANDANG": msg("Clothing"),
    "KIMIA_BAHAN_BANGUNAN": msg("Chemicals and building materials"),
    "KERAJINAN": msg("Handicraft"),
    "LOGAM_ELEKTRONIK": msg("Metal and electronics"),
}
BRANCH_WORDS = {
    "sandang": "SANDANG", "pakaian": "SANDANG", "konveksi": "SANDANG", "konfeksi": "SANDANG", "tekstil": "SANDANG",
    "garmen": "SANDANG", "batik": "SANDANG", "pangan": "PANGAN", "makanan": "PANGAN", "minuman": "PANGAN",
    "kuliner": "PANGAN", "kimia": "KIMIA_BAHAN_BANGUNAN", "bahan bangunan": "KIMIA_BAHAN_BANGUNAN",
    "kerajinan": "KERAJINAN", "kriya": "KERAJINAN", "anyaman": "KERAJINAN", "logam": "LOGAM_ELEKTRONIK",
    "elektronik": "LOGAM_ELEKTRONIK",
}  # fmt: skip
"""A part of what an office calls a branch, to the branch."""
LEGAL_FORMS = {form: Message(form) for form in ("Perorangan", "UD", "PO", "CV", "PT", "Koperasi", "KUB")}
LEGAL_WORDS = {
    "perorangan": "Perorangan", "perseorangan": "Perorangan", "pribadi": "Perorangan", "usaha dagang": "UD",
    "komanditer": "CV", "perseroan terbatas": "PT", "koperasi": "Koperasi", "kelompok usaha bersama": "KUB",
}  # fmt: skip
EDITIONS = {year: Message(year) for year in ("2015", "2020", "2025")}
SEXES: dict[str, Message] = {"P": msg("Woman"), "L": msg("Man")}
YES_NO: dict[str, Message] = {"yes": msg("Yes"), "no": msg("No")}
HELD: dict[str, Message] = {**YES_NO, "unknown": msg("Not recorded yet")}
ORDERS: dict[str, Message] = {
    "day": msg("Day first: 31/12/2026"),
    "month": msg("Month first: 12/31/2026"),
    "unknown": msg("Not known: take no day that is in doubt"),
}
CHANNELS: dict[str, Message] = {
    "form": msg("Signed form"),
    "phone": msg("By phone"),
    "whatsapp": msg("By WhatsApp"),
    "visit": msg("During a visit"),
}
TOOK_PART: dict[str, Message] = {
    "attended": msg("Took part"),
    "accepted": msg("Will come"),
    "declined": msg("Cannot come"),
    "delegated": msg("Sends somebody"),
    "expired": msg("No answer in time"),
    "cancelled": msg("Cancelled"),
}
ENROLMENTS: dict[str, Message] = {
    "enrolled": msg("Takes part"),
    "completed": msg("Completed"),
    "incomplete": msg("Not completed"),
    "withdrew": msg("Withdrew"),
    "no_show": msg("Never came"),
}
