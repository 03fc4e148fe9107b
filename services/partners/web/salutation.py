"""How a message that staff only have to send begins."""

from services.partners.models.ikm_profile import IkmProfile
from shared.language import translate
from shared.salutation import salutation


def greeting(profile: IkmProfile) -> str:
    """Return the first line to whoever is reached for an IKM, in the language in use."""
    name = profile.contact_name
    return translate(salutation(name, is_person=name != profile.name))
