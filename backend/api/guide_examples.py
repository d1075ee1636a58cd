"""One believable example of each thing staff send and get, for the API's documentation; built of the real types."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from backend.api.shapes import Done, PlanAnswer, SignInAnswer, SignInRequest, TakenAnswer
from backend.services.guide_figures import GuideFigure, GuideFigures, UnansweredFigure
from backend.services.rating_figures import By, RatingFigure, RatingFigures
from backend.services.uncertainty import Estimate
from domain.goods import Placement, Stock, Synonym
from domain.promotion import Notice, NoticeKind, Promotion, PromotionKind, Validity
from domain.words import Words

_NOW = datetime(2026, 11, 21, 2, 20, 5, tzinfo=UTC)

SIGN_IN_REQUEST = SignInRequest("0093", "correct horse battery")
SIGN_IN_ANSWER = SignInAnswer(
    "c2VjcmV0…", "9907", "陈静", "supervisor", 600, datetime(2026, 11, 21, 14, 20, tzinfo=UTC)
)
DONE = Done(True)
TAKEN = TakenAnswer(1, ("product without a place: 102233",))
PLAN_ANSWER = PlanAnswer("imdf-7c1f09a2", 2, 40, 23)
PROMOTION = Promotion(
    "milk-48",
    PromotionKind.DISCOUNT,
    Words("纯牛奶 24 盒 49.9 元", "Milk, 24 for ¥49.90"),
    Validity(datetime(2026, 11, 20, 16, tzinfo=UTC), datetime(2026, 11, 27, 16, tzinfo=UTC), (6, 7), time(8), time(20)),
    product_ids=("102233",),
    price_fen=4_990,
    priority=10,
)
PROMOTIONS = (PROMOTION,)
PROMOTIONS_CSV = (
    "promotion_id,kind,title,starts_at,ends_at,weekdays,from_time,to_time,product_ids,price_fen\n"
    "milk-48,discount,纯牛奶 24 盒 49.9 元,2026-11-21 00:00,2026-11-28 00:00,6 7,08:00,20:00,102233,4990\n"
)
NOTICE = Notice(
    "smoke-1",
    NoticeKind.EMERGENCY,
    Words("请从最近的出口离开", "Please leave by the nearest exit", "請從最近的出口離開"),
    Words("不要乘电梯，店员会带路。", "Do not use the lifts."),
    _NOW,
    datetime(2026, 11, 21, 3, 20, tzinfo=UTC),
)
NOTICES = (NOTICE,)
NOTICES_CSV = (
    "notice_id,kind,title,title_en,starts_at,ends_at\n"
    "silver-12,silver_day,今天银发服务日,Silver day,2026-12-08 00:00,2026-12-09 00:00\n"
)
PLACEMENTS = (Placement("102233-1", "102233", "F12", "F12-A", 3, 2, date(2026, 11, 18)),)
PLACEMENTS_CSV = "product_id,fixture_id,face_id,bay,shelf,checked_on\n102233,F12,F12-A,3,2,2026-11-18\n"
STOCKS = (Stock("102233", 36, _NOW),)
STOCKS_CSV = "product_id,quantity,as_of\n102233,36,2026-11-21 10:20\n"
SYNONYMS = (Synonym("红烧肉", ("酱油", "冰糖", "五花肉")),)
SYNONYMS_CSV = "word,means\n红烧肉,酱油 冰糖 五花肉\n"
RATING_FIGURES = RatingFigures(
    "9907",
    date(2026, 11, 15),
    date(2026, 11, 21),
    By.TAG,
    RatingFigure("", 126, (4, 8, 18, 40, 56), Estimate(4.08, 3.87, 4.24), 12, Estimate(0.095, 0.055, 0.159), False),
    3,
    (RatingFigure("queue", 14, (3, 5, 3, 2, 1), Estimate(2.5, 1.86, 3.27), 8, Estimate(0.571, 0.326, 0.786), False),),
)
GUIDE_FIGURES = GuideFigures(
    "9907",
    date(2026, 11, 15),
    date(2026, 11, 21),
    GuideFigure("", 412, 371, Estimate(0.9, 0.868, 0.926), 320, 188, 21, 64, 9),
    (GuideFigure("2026-11-21", 61, 55, Estimate(0.902, 0.802, 0.954), 48, 26, 3, 9, 1),),
    (UnansweredFigure("折耳根", 6),),
    17,
)
