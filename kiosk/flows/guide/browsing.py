"""What is on offer today, what else is in the house, and the big map."""

from __future__ import annotations

from dataclasses import replace

from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.looking import Open, Step
from kiosk.flows.guide.things import Use


def browsed(state: Open, visit: s.Visit, event: e.Event) -> Step | None:
    """Keys to offers, services and the map, that stand on many screens; None for what is no such key."""
    match event:
        case e.OffersOpened(area=area, near=near):
            if isinstance(state, s.Promotions):
                return replace(state, area=area, near=near, page=0), ()
            return s.onto(state, s.Promotions(visit, area, near)), (e.CountUse(Use.PROMOTION),)
        case e.OfferOpened(key=key):
            offer = visit.shop.offer(key)
            if offer is None:
                return state, ()
            return s.onto(state, s.PromotionShown(visit, offer)), (e.CountUse(Use.PROMOTION),)
        case e.DirectoryOpened(tab=tab):
            if isinstance(state, s.Directory):
                return replace(state, tab=tab, page=0), ()
            return s.onto(state, s.Directory(visit, tab)), ()
        case e.MapOpened() if visit.shop.plan is not None and not isinstance(state, s.MapBig):
            walk = state.walk if isinstance(state, s.RouteShown) else None
            where = state.goods.found.where if isinstance(state, s.Card) else None
            return s.onto(state, s.MapBig(visit, walk, where)), ()
        case _:
            return None


def promotion_shown(state: s.PromotionShown, event: e.Event) -> Step | None:
    match event:
        case e.ShopChanged(shop=shop):
            visit = replace(state.visit, shop=shop)
            now = shop.offer(state.offer.key)
            if now is None or (state.offer.runs and not now.runs):
                return s.PromotionOver(visit, state.offer, state.trail), ()
            return replace(state, visit=visit, offer=now), ()
        case _:
            return None
