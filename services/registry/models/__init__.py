"""The registry's tables. Importing this module declares them all."""

from services.registry.models.aspect_score import AspectScore as AspectScore
from services.registry.models.base import Base as Base
from services.registry.models.certificate import Certificate as Certificate
from services.registry.models.consent import Consent as Consent
from services.registry.models.contact import Contact as Contact
from services.registry.models.counter import Counter as Counter
from services.registry.models.enrolment import Enrolment as Enrolment
from services.registry.models.evidence import Evidence as Evidence
from services.registry.models.ikm import Ikm as Ikm
from services.registry.models.import_batch import ImportBatch as ImportBatch
from services.registry.models.import_row import ImportRow as ImportRow
from services.registry.models.layout import Layout as Layout
from services.registry.models.listing import Listing as Listing
from services.registry.models.merge import Merge as Merge
from services.registry.models.need import Need as Need
from services.registry.models.office_word import OfficeWord as OfficeWord
from services.registry.models.outcome import Outcome as Outcome
from services.registry.models.participation import Participation as Participation
from services.registry.models.rise import Rise as Rise
from services.registry.models.standing import Standing as Standing
from services.registry.models.unseen import ARRIVING as ARRIVING
