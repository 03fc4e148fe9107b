"""The long work of partners: the plan for all free seats, and looking at what another scoring policy would do."""

from dataclasses import asdict

from services.partners.actions.plans import DRAW, store
from services.partners.actions.policies import PREVIEW
from services.partners.domain.assignment.refusals import Contradiction
from services.partners.domain.assignment.solve import solve
from services.partners.models.policy import latest
from services.partners.queries.contradiction import cannot_hold
from services.partners.queries.placement import facts
from services.partners.queries.plan_effect import plan_effect
from services.partners.queries.policy_effects import effects
from shared.errors import RuleBroken
from shared.language import msg
from shared.work.hand import Hand
from shared.work.lane import Lane

NOT_LOOKED = msg("Looking was stopped. Nothing was saved.")
NOT_DRAWN = msg("The plan was stopped. The one before still stands.")
SOLVING = msg("{offers} open offers, {pairs} pairs of IKM and offer that fit: looking for the best plan")

work = Lane("partners")


@work(PREVIEW, stopped=NOT_LOOKED)
def preview_policy(hand: Hand) -> None:
    with hand.database.reading() as session:
        rules = latest(session).rules(hand.arguments)
        found, plan = effects(session, rules, hand.step), plan_effect(session, rules, hand.step)
    result = {"effects": [asdict(effect) for effect in found], "plan": asdict(plan) if plan else None}
    with hand.last_step(result=result):
        pass


@work(DRAW, stopped=NOT_DRAWN)
def draw_plan(hand: Hand) -> None:
    with hand.database.reading() as session:
        found = facts(session, hand.step)
    given = found.placement.instance
    words = msg(SOLVING.template, offers=given.offers, pairs=len(given.ikm))
    hand.note(0, None, words)
    try:
        plan = solve(given, progress=lambda _step, _count: hand.step(0, None, words))
    except Contradiction as refusal:
        with hand.database.reading() as session:
            raise RuleBroken(cannot_hold(session, found.placement, refusal.conditions)) from refusal
    with hand.last_step() as session:
        store(session, found, plan)
