"""What kinds of offers, facilities and finds are called and shown by."""

from __future__ import annotations

from domain.plan import AmenityKind, OpeningKind
from domain.promotion import PromotionKind
from kiosk.flows.guide.things import Kind
from kiosk.i18n import msg

OFFER: dict[PromotionKind, str] = {
    PromotionKind.DISCOUNT: msg("特价"),
    PromotionKind.SPEND_AND_SAVE: msg("满减"),
    PromotionKind.BUY_ONE_GET_ONE: msg("买一赠一"),
    PromotionKind.MEMBER: msg("会员价"),
    PromotionKind.CLEARANCE: msg("临期特价"),
}
MEMBERS = PromotionKind.MEMBER
OFFER_ICON: dict[PromotionKind, str] = {
    PromotionKind.DISCOUNT: "tag-outline",
    PromotionKind.SPEND_AND_SAVE: "cart-percent",
    PromotionKind.BUY_ONE_GET_ONE: "gift-outline",
    PromotionKind.MEMBER: "card-account-details-outline",
    PromotionKind.CLEARANCE: "clock-alert-outline",
}
AMENITY_ICON: dict[AmenityKind | OpeningKind, str] = {
    AmenityKind.TOILET: "human-male-female",
    AmenityKind.TOILET_ACCESSIBLE: "wheelchair-accessibility",
    AmenityKind.BABY_ROOM: "baby-carriage",
    AmenityKind.LOCKERS: "locker",
    AmenityKind.WATER: "cup-water",
    AmenityKind.READING_GLASSES: "glasses",
    AmenityKind.BLOOD_PRESSURE: "heart-pulse",
    AmenityKind.WHEELCHAIRS: "wheelchair-accessibility",
    AmenityKind.ELEVATOR: "elevator-passenger-outline",
    AmenityKind.ESCALATOR: "escalator",
    AmenityKind.STAIRS: "stairs",
    AmenityKind.KIOSK_RETURNS: "receipt-text-outline",
    AmenityKind.KIOSK_GUIDE: "map-search-outline",
    AmenityKind.KIOSK_RATING: "star-outline",
    AmenityKind.TILLS: "cash-register",
    AmenityKind.PARKING: "parking",
    AmenityKind.FIRST_AID: "medical-bag",
    AmenityKind.ATM: "cash-multiple",
    AmenityKind.SEATING: "seat-outline",
    OpeningKind.ENTRANCE: "location-enter",
    OpeningKind.EXIT: "location-exit",
    OpeningKind.BOTH: "location-exit",
    OpeningKind.EMERGENCY_EXIT: "exit-run",
}
SERVICE_ICON = {
    "service_desk": "human-greeting",
    "delivery": "truck-delivery-outline",
    "membership": "card-account-details-outline",
    "pharmacy": "pill",
    "bakery": "bread-slice-outline",
    "fish_cleaning": "fish",
    "butcher": "knife",
    "tailor": "content-cut",
}
KIND_ICON = {
    Kind.BRAND: "tag-multiple-outline",
    Kind.GROUP: "shape-outline",
    Kind.DEPARTMENT: "storefront-outline",
    Kind.AMENITY: "map-marker-outline",
    Kind.SERVICE: "human-greeting",
    Kind.PROMOTION: "sale-outline",
    Kind.NOTICE: "bullhorn-outline",
}
KIND_NAME = {
    Kind.BRAND: msg("品牌"),
    Kind.DEPARTMENT: msg("分区"),
    Kind.AMENITY: msg("设施"),
    Kind.SERVICE: msg("服务"),
    Kind.PROMOTION: msg("优惠"),
    Kind.NOTICE: msg("通知"),
}
