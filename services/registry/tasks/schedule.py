"""What the registry does by the clock: nothing of its own yet beyond what every service does."""

from shared.messaging.schedule import Schedule

schedule = Schedule("registry")
