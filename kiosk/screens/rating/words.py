"""What faces and tags are called, and how a question is put."""

from __future__ import annotations

from domain.rating import Tag
from kiosk.flows.rating.states import Question
from kiosk.i18n import msg

FACES = {5: msg("很满意"), 4: msg("满意"), 3: msg("一般"), 2: msg("不满意"), 1: msg("很不满意")}
"""Best first, as the rows of an upright screen."""

QUESTION = {Question.SERVICE: msg("今天服务怎么样？"), Question.RETURN: msg("刚才办得怎么样？")}

BLAME = {
    Tag.QUEUE: msg("等得太久"), Tag.CLARITY: msg("说不清楚"), Tag.REFUND_SPEED: msg("退款慢"),
    Tag.ATTITUDE: msg("态度不好"), Tag.FINDING: msg("找不到东西"), Tag.PRICE: msg("价签不对"),
    Tag.MACHINE: msg("机器难用"), Tag.FRESHNESS: msg("不新鲜"), Tag.GOODS: msg("要的没货"),
    Tag.CLEANLINESS: msg("不干净"), Tag.FACILITIES: msg("设施不便"),
}  # fmt: skip
PRAISE = {
    Tag.QUEUE: msg("不用等"), Tag.CLARITY: msg("说得清楚"), Tag.REFUND_SPEED: msg("退款快"),
    Tag.ATTITUDE: msg("态度好"), Tag.FINDING: msg("东西好找"), Tag.PRICE: msg("价签清楚"),
    Tag.MACHINE: msg("机器好用"), Tag.FRESHNESS: msg("很新鲜"), Tag.GOODS: msg("商品齐全"),
    Tag.CLEANLINESS: msg("干净整洁"), Tag.FACILITIES: msg("设施方便"),
}  # fmt: skip
