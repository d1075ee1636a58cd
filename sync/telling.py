"""Inside the journal's transaction: ratings, inquiries and usage as the messages they become. Nothing here commits."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select

from domain import codec
from domain.free_text import LONGEST_WORD, looks_personal, tidy
from domain.rating import LONGEST_TEXT
from domain.ticket_number import TicketNumber
from domain.wire import Body, Envelope, GuideUsed, InquiryMade, RatingGiven, UnansweredWord
from sync.clock import from_ms
from sync.drafts import Inquired, InquiryDraft, Rated, RatingDraft, UsageDraft, UsageTold
from sync.schema import messages, told
from sync.writing import Writing

MOST_WORDS = 200
"""Unanswered words of one stretch of time that are told, the most frequent first."""


def rating(draft: RatingDraft, writing: Writing, complaint: TicketNumber | None) -> RatingGiven:
    return RatingGiven(
        rating_id=writing.ids.tracking_token(),
        stars=draft.stars,
        tags=tuple(dict.fromkeys(draft.tags)),
        text=tidy(draft.text, LONGEST_TEXT),
        given_at=writing.now,
        place=tidy(draft.place, LONGEST_TEXT),
        language=draft.language,
        pace=draft.pace,
        took_ms=draft.took_ms,
        about_ticket=draft.about_ticket,
        receipt_code=draft.receipt_code,
        complaint_no=None if complaint is None else str(complaint),
        doubts=draft.doubts,
    )


def inquiry(draft: InquiryDraft, writing: Writing, ticket: TicketNumber) -> InquiryMade:
    return InquiryMade(
        ticket_no=str(ticket),
        asked=tidy(draft.asked, LONGEST_TEXT),
        product_id=draft.product_id,
        placement_id=draft.placement_id,
        place=tidy(draft.place, LONGEST_TEXT),
        made_at=writing.now,
        language=draft.language,
        pace=draft.pace,
    )


def usage(draft: UsageDraft) -> GuideUsed:
    """Words that may say who looked for them stay behind."""
    counts: dict[str, int] = {}
    for word in draft.unanswered:
        text = tidy(word.text, LONGEST_WORD + 1)
        if text and word.count > 0 and not looks_personal(text):
            counts[text] = counts.get(text, 0) + word.count
    kept = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_WORDS]
    return GuideUsed(
        begins=draft.begins,
        ends=draft.ends,
        searches=draft.searches,
        found=draft.found,
        opened=draft.opened,
        routes=draft.routes,
        printed=draft.printed,
        promotions=draft.promotions,
        not_found_told=draft.not_found_told,
        unanswered=tuple(UnansweredWord(text, count) for text, count in kept),
    )


def tell(writing: Writing, draft_id: str, draft_hash: str, subject: str, body: Body) -> Envelope:
    """Queue what has no ticket. `subject` is unique, so that it waits for no other message and none waits for it."""
    envelope = writing.append(subject, body)
    values = {
        "draft_id": draft_id,
        "draft_hash": draft_hash,
        "subject": subject,
        "message_id": envelope.message_id,
        "told_at": writing.now_ms,
    }
    writing.connection.execute(insert(told), values)
    return envelope


def rated_again(connection: Connection, row: Row[Any]) -> Rated:
    """A rating's promise as it stood, from its own message."""
    text = connection.execute(select(messages.c.envelope).where(messages.c.message_id == row.message_id)).scalar_one()
    body = codec.decode(Envelope, codec.loads(text)).body
    assert isinstance(body, RatingGiven)
    return Rated(body.rating_id, body.complaint_no, row.message_id, body.given_at, repeated=True)


def inquired_again(row: Row[Any]) -> Inquired:
    return Inquired(row.ticket_no, row.message_id, from_ms(row.accepted_at), repeated=True)


def usage_told_again(row: Row[Any]) -> UsageTold:
    return UsageTold(row.message_id, repeated=True)
