"""How codes of the register read on pages: fields, steps of the history, sources, degrees."""

from shared.language import Message, msg

FIELDS: dict[str, Message] = {
    "name": msg("Business name"),
    "owner_name": msg("Owner"),
    "owner_sex": msg("Owner's sex"),
    "nik": msg("NIK"),
    "nik_fingerprint": msg("NIK"),
    "npwp": msg("NPWP"),
    "kecamatan": msg("Kecamatan"),
    "kecamatan_code": msg("Kecamatan"),
    "desa": msg("Desa"),
    "desa_code": msg("Desa code"),
    "address": msg("Address"),
    "product": msg("Product"),
    "commodity": msg("Commodity"),
    "branch": msg("Branch of industry"),
    "legal_form": msg("Legal form"),
    "cluster": msg("Cluster"),
    "kbli": msg("KBLI"),
    "kbli_version": msg("KBLI version"),
    "nib": msg("NIB"),
    "licence_year": msg("Year of licence"),
    "workers_male": msg("Workers, men"),
    "workers_female": msg("Workers, women"),
    "investment": msg("Investment without land and buildings"),
    "capacity": msg("Capacity a year"),
    "capacity_unit": msg("Unit of the capacity"),
    "production_value": msg("Production value a year"),
    "remarks": msg("Remarks"),
    "status": msg("State"),
    "phone": msg("Phone (WhatsApp)"),
    "phone_other": msg("Other phone"),
    "email": msg("Email"),
    "merged_into": msg("Merged into"),
    "number": msg("Number"),
    "title": msg("Programme"),
    "held_on": msg("Held on"),
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
    "training": msg("Training attended"),
    "training_title": msg("Title of the training"),
    "training_date": msg("Date of the training"),
    "training_place": msg("Place of the training"),
    "training_score": msg("Test score"),
}
"""What is written down, in the register, in its history, and in the columns of a list, to what a page calls it."""

STEPS: dict[str, Message] = {
    "register": msg("Entered in the register"),
    "edit": msg("Changed"),
    "verify": msg("Verified"),
    "deactivate": msg("Set inactive"),
    "reactivate": msg("Set active again"),
    "close": msg("Closed down"),
    "merge": msg("Merged into another record"),
    "absorb": msg("Took over another record"),
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
    "undo_import": msg("Import undone"),
    "forget": msg("Values in the history erased on request"),
}

SOURCES: dict[str, Message] = {
    "form": msg("Typed in by staff"),
    "api": msg("Sent by another program"),
    "suggestion": msg("Suggested by product or KBLI"),
    "merge": msg("Taken over when merging"),
    "undo": msg("Put back when an import was undone"),
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

SEXES: dict[str, Message] = {"P": msg("Woman"), "L": msg("Man")}
HELD: dict[str, Message] = {"yes": msg("Yes"), "no": msg("No"), "unknown": msg("Not recorded yet")}
SEVERITIES: dict[int, Message] = {1: msg("Would help"), 2: msg("Important"), 3: msg("Urgent")}
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
