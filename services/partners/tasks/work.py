"""The long work of partners: looking at what another scoring policy would do."""

from dataclasses import asdict

from services.partners.actions.policies import PREVIEW
from services.partners.models.policy import latest
from services.partners.queries.policy_effects import effects
from shared.language import msg
from shared.work.hand import Hand
from shared.work.lane import Lane

NOT_LOOKED = msg("Looking was stopped. Nothing was saved.")

work = Lane("partners")


@work(PREVIEW, stopped=NOT_LOOKED)
def preview_policy(hand: Hand) -> None:
    with hand.database.reading() as session:
        found = effects(session, latest(session).rules(hand.arguments), hand.step)
    with hand.last_step(result={"effects": [asdict(effect) for effect in found]}):
        pass
