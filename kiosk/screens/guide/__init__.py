"""The store guide's screens."""

from __future__ import annotations

from typing import assert_never

from kiosk.flows.guide import State
from kiosk.flows.guide import states as s
from kiosk.screens.guide import (
    barcode,
    bigmap,
    card,
    home,
    house,
    offers,
    paper,
    questions,
    route,
    search,
    shelves,
    signage,
    stops,
    told,
)
from kiosk.screens.page import Page


def content(page: Page, state: State) -> None:
    """The part of the screen between the store's line and the counter."""
    match state:
        case s.Home():
            home.home(page, state)
        case s.Signage():
            signage.signage(page, state)
        case s.Ways():
            questions.ways(page, state)
        case s.Searching():
            search.searching(page, state)
        case s.Barcode():
            barcode.scanning(page, state)
        case s.Areas():
            shelves.areas(page, state)
        case s.Department():
            shelves.department(page, state)
        case s.Listing():
            shelves.listing(page, state)
        case s.Card():
            card.card(page, state)
        case s.NotFoundTold():
            told.told(page, state)
        case s.ListOfStops():
            stops.list_of_stops(page, state)
        case s.Routing():
            route.routing(page, state)
        case s.RouteShown():
            route.route(page, state)
        case s.NoWay():
            stops.no_way(page, state)
        case s.Printing():
            paper.printing(page, state)
        case s.PrintTrouble():
            paper.trouble(page, state)
        case s.Promotions():
            offers.promotions(page, state)
        case s.PromotionShown():
            offers.promotion(page, state)
        case s.PromotionOver():
            offers.over(page, state)
        case s.Directory():
            house.directory(page, state)
        case s.MapBig():
            bigmap.big(page, state)
        case _:
            assert_never(state)
