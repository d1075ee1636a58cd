"""Looking for something: typing, scanning, walking through departments, and what is told of it."""

from __future__ import annotations

from dataclasses import replace

from domain.words import NO_WORDS, Words
from kiosk.flows import common as c
from kiosk.flows.guide import events as e
from kiosk.flows.guide import states as s
from kiosk.flows.guide.things import Found, Kind, Offer, Shop, Stop, Use, Why, spots_of
from kiosk.typing import CandidatesFound, KeyPressed, Typing, asks, taken

Step = tuple[s.State, tuple[e.Effect, ...]]
Open = s.Home | s.Serving
"""A screen with a visit."""

LONGEST_QUERY = 40
"""Characters looked for; also of a word that is often looked for."""
CODE_LENGTHS = (8, 12, 13, 14)
"""Digits of a product's code: EAN-8, UPC-A, EAN-13, GTIN-14."""


def opened(state: Open, visit: s.Visit, event: e.Event) -> Step | None:
    """What every screen with a visit may open; None for what is no such key."""
    match event:
        case e.WaysOpened():
            return s.onto(state, s.Ways(visit)), ()
        case e.SearchOpened(text=text):
            return searching(state, visit, text)
        case e.ScanOpened():
            return s.onto(state, s.Barcode(visit)), ()
        case e.AreasOpened():
            return s.onto(state, s.Areas(visit)), ()
        case e.AreaOpened(key=key) if visit.shop.area(key) is not None:
            return s.onto(state, s.Department(visit, key)), (e.FindArea(key),)
        case e.FoundChosen(found=found):
            return chosen(state, visit, found)
        case c.BarcodeSeen(texts=texts):
            return scanned(state, visit, texts)
        case _:
            return None


# Typing ----------------------------------------------------------------------------------------------------------


def searching(state: Open, visit: s.Visit, text: str) -> Step:
    typing = Typing.of(text.strip(), LONGEST_QUERY)
    effects: tuple[e.Effect, ...] = (e.Search(typing.query),) if typing.query else ()
    return s.onto(state, s.Searching(visit, typing)), effects


def typed(state: s.Searching, event: KeyPressed | CandidatesFound) -> Step:
    """A letter more or less: asked for at once, so that there are results from the first letter on."""
    before = state.typing
    typing, effects = taken(before, event)
    if typing.query.strip() == before.query.strip():
        return replace(state, typing=typing), effects
    if not typing.query.strip():
        return replace(state, typing=typing, results=None, page=0), (*counted(state), *effects)
    return replace(state, typing=typing, page=0), (e.Search(typing.query.strip()), *effects)


def answered(state: s.Searching, event: e.ResultsFound) -> Step:
    """Only the answer to what stands in the field now."""
    if event.for_text != state.typing.query.strip():
        return state, ()
    return replace(state, results=s.Results(event.for_text, event.found)), ()


def counted(state: s.Searching) -> tuple[e.Effect, ...]:
    """A search counts once, when its screen is left or its field is emptied: found or not, and what had no answer."""
    if state.results is None:
        return ()
    if state.results.found:
        return e.CountUse(Use.SEARCH), e.CountUse(Use.FOUND)
    return e.CountUse(Use.SEARCH), e.CountUse(Use.UNANSWERED, state.results.text)


# Scanning --------------------------------------------------------------------------------------------------------


def scanned(state: Open, visit: s.Visit, texts: tuple[str, ...]) -> Step:
    """A product's code shown anywhere is looked up. What is no product's code does not disturb what is on screen."""
    code = next((t for t in texts if len(t) in CODE_LENGTHS and t.isascii() and t.isdigit()), None)
    if isinstance(state, s.Barcode):
        if code is None:
            return replace(state, unknown=state.unknown or "?"), ()
        return replace(state, code=code, unknown=""), (e.FindByBarcode(code),)
    if code is None:
        return state, ()
    return s.onto(state, s.Barcode(visit, code)), (e.FindByBarcode(code),)


def barcode(state: s.Barcode, event: e.Event) -> Step | None:
    match event:
        case e.BarcodeKnown(code=code) if code != state.code:
            return state, ()
        case e.BarcodeKnown(goods=None):
            return replace(state, code="", unknown=state.code, other_ways=True), ()
        case e.BarcodeKnown(goods=goods) if goods is not None:
            return s.onto(replace(state, code=""), s.Card(state.visit, goods)), (e.CountUse(Use.OPENED),)
        case c.GuidanceSeen() | c.CameraChanged():
            return c.looked(state, event), ()
        case e.StoodLong():
            return replace(state, other_ways=True), ()
        case _:
            return None


# Lists and cards -------------------------------------------------------------------------------------------------


def chosen(state: Open, visit: s.Visit, found: Found) -> Step:
    """What a row of a list leads to."""
    asked = s.seen_by(state, replace(visit, asked=s.Asked(found.kind, found.key, found.name)))
    match found.kind:
        case Kind.PRODUCT:
            return asked, (e.FindCard(found.key),)
        case Kind.BRAND | Kind.GROUP:
            return asked, (e.FindListing(found.kind, found.key),)
        case Kind.DEPARTMENT:
            if visit.shop.area(found.key) is None:
                return asked, (e.FindListing(found.kind, found.key),)
            return s.onto(state, s.Department(visit, found.key)), (e.FindArea(found.key),)
        case Kind.PROMOTION:
            offer = visit.shop.offer(found.key)
            if offer is None:
                return state, ()
            return s.onto(state, s.PromotionShown(visit, offer)), (e.CountUse(Use.PROMOTION),)
        case Kind.NOTICE:
            return s.onto(state, s.Directory(visit, s.Tab.NOTICES)), ()
        case Kind.AMENITY | Kind.SERVICE:
            stops = (stop_of(found),)
            return s.onto(state, s.Routing(visit, stops)), (e.FindRoute(stops), e.CountUse(Use.ROUTE))


def stop_of(found: Found) -> Stop:
    return Stop(
        found.kind, found.key, found.name, found.where, found.picture, found.price_fen, found.unit, found.in_stock
    )


def kind_stop(key: str, name: Words, goods: tuple[Found, ...]) -> Stop | None:
    """A kind of goods to walk to: the shelf most of it stands on; None where nobody knows one."""
    where = next(iter(spots_of(goods)), None)
    return Stop(Kind.GROUP, key, name, where, goods[0].picture) if where is not None else None


def arrived(state: Open, visit: s.Visit, event: e.CardFound | e.ListingFound) -> Step:
    """The card or the list that was waited for; anything else came too late."""
    asked, settled = visit.asked, replace(visit, asked=None)
    match event:
        case e.CardFound(product_id=key) if asked is None or (asked.kind, asked.key) != (Kind.PRODUCT, key):
            return state, ()
        case e.CardFound(goods=None):
            name = asked.name if asked is not None else NO_WORDS
            return s.onto(s.seen_by(state, settled), s.NoWay(settled, Why.GONE, name=name)), ()
        case e.CardFound(goods=goods) if goods is not None:
            return s.onto(s.seen_by(state, settled), s.Card(settled, goods)), (e.CountUse(Use.OPENED),)
        case e.ListingFound(kind=kind, key=key, found=found) if asked is not None and asked.key == key:
            if asked.kind is not kind:
                return state, ()
            stop = kind_stop(key, asked.name, found) if kind is not Kind.BRAND else None
            return s.onto(s.seen_by(state, settled), s.Listing(settled, asked.name, found, stop=stop)), ()
        case _:
            return state, ()


def asked_again(state: s.State) -> tuple[e.Effect, ...]:
    """What a screen that was left still waited for: the answer came while another was shown, and is gone."""
    match state:
        case s.Department(area=area, groups=None):
            return (e.FindArea(area),)
        case s.Barcode(code=code) if code:
            return (e.FindByBarcode(code),)
        case s.Searching(typing=typing):
            wanted = asks(Typing(), typing) if typing.candidates is None else None
            candidates: tuple[e.Effect, ...] = (wanted,) if wanted is not None else ()
            return (e.Search(typing.query.strip()), *candidates) if state.waits else candidates
        case _:
            return ()


def department(state: s.Department, event: e.Event) -> Step | None:
    match event:
        case e.AreaFound(key=key, groups=groups) if key == state.area:
            return replace(state, groups=groups), ()
        case e.GroupOpened(name=name) if name is None or any(g.name == name for g in state.groups or ()):
            return replace(state, group=name, page=0), ()
        case c.Back() if state.group is not None:
            return replace(state, group=None, page=0), ()
        case _:
            return None


def card(state: s.Card, event: e.Event) -> Step | None:
    match event:
        case e.ShopChanged(shop=shop):
            return replace(state, visit=replace(state.visit, shop=shop), ended=_ended(state, shop)), ()
        case e.AlternativesOpened() if state.goods.alternatives:
            return s.onto(state, s.Listing(state.visit, state.goods.found.name, state.goods.alternatives)), ()
        case _:
            return None


def _ended(state: s.Card, shop: Shop) -> Offer | None:
    """The offer on this product that ran until now and does not any more."""
    product = state.goods.product_id
    running = {offer.key for offer in shop.offers_of(product)}
    over = (offer for offer in state.visit.shop.offers_of(product) if offer.key not in running)
    if state.ended is not None and state.ended.key in running:
        return next(over, None)
    return next(over, state.ended)
