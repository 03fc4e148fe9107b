"""The tables of notifications. Importing this module declares them all."""

from services.notifications.models.base import Base as Base
from services.notifications.models.chosen_reader import ChosenReader as ChosenReader
from services.notifications.models.contact import Contact as Contact
from services.notifications.models.delivery import Delivery as Delivery
from services.notifications.models.ending import Ending as Ending
from services.notifications.models.institution import Institution as Institution
from services.notifications.models.mail_flow import MailFlow as MailFlow
from services.notifications.models.mail_server import MailServer as MailServer
from services.notifications.models.mail_trial import MailTrial as MailTrial
from services.notifications.models.message import Message as Message
from services.notifications.models.preference import Preference as Preference
from services.notifications.models.recipient import Recipient as Recipient
from services.notifications.models.suppression import Suppression as Suppression
