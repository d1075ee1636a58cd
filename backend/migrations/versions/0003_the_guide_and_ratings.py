"""What the store guide shows and how it is used; ratings; complaints and inquiries as tickets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guide_usage",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("kiosk_no", sa.Integer(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.Column("begins", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("searches", sa.BigInteger(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("routes", sa.BigInteger(), nullable=False),
        sa.Column("printed", sa.BigInteger(), nullable=False),
        sa.Column("promotions", sa.BigInteger(), nullable=False),
        sa.Column("not_found_told", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_guide_usage_stores")),
        sa.PrimaryKeyConstraint("store_id", "message_id", name=op.f("pk_guide_usage")),
    )
    op.create_index("ix_guide_usage_day", "guide_usage", ["store_id", "used_on"], unique=False)
    op.create_table(
        "notices",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("notice_id", sa.String(length=64), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("put_by", sa.String(length=200), nullable=False),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_notices_stores")),
        sa.PrimaryKeyConstraint("store_id", "notice_id", name=op.f("pk_notices")),
    )
    op.create_table(
        "placements",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("placement_id", sa.String(length=64), nullable=False),
        sa.Column("product_id", sa.String(length=64), nullable=False),
        sa.Column("fixture_id", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_placements_stores")),
        sa.PrimaryKeyConstraint("store_id", "placement_id", name=op.f("pk_placements")),
    )
    op.create_index("ix_placements_product", "placements", ["store_id", "product_id"], unique=False)
    op.create_table(
        "plans",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("plan_version", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_plans_stores")),
        sa.PrimaryKeyConstraint("store_id", "plan_version", name=op.f("pk_plans")),
    )
    op.create_table(
        "promotions",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("promotion_id", sa.String(length=64), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_promotions_stores")),
        sa.PrimaryKeyConstraint("store_id", "promotion_id", name=op.f("pk_promotions")),
    )
    op.create_table(
        "ratings",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("rating_id", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("kiosk_no", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_hour", sa.Integer(), nullable=False),
        sa.Column("took_ms", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("pace", sa.String(length=64), nullable=False),
        sa.Column("about_ticket", sa.String(length=64), nullable=True),
        sa.Column("receipt_code", sa.String(length=64), nullable=True),
        sa.Column("complaint_no", sa.String(length=64), nullable=True),
        sa.Column("doubts", sa.String(length=200), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_ratings_stores")),
        sa.PrimaryKeyConstraint("store_id", "rating_id", name=op.f("pk_ratings")),
    )
    op.create_index("ix_ratings_complaint", "ratings", ["store_id", "complaint_no"], unique=False)
    op.create_index("ix_ratings_day", "ratings", ["store_id", "given_on"], unique=False)
    op.create_table(
        "stocks",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("product_id", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_stocks_stores")),
        sa.PrimaryKeyConstraint("store_id", "product_id", name=op.f("pk_stocks")),
    )
    op.create_table(
        "synonyms",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_synonyms_stores")),
        sa.PrimaryKeyConstraint("store_id", "word", name=op.f("pk_synonyms")),
    )
    op.create_table(
        "unanswered_words",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.store_id"], name=op.f("fk_unanswered_words_stores")),
        sa.PrimaryKeyConstraint("store_id", "used_on", "word", name=op.f("pk_unanswered_words")),
    )
    op.create_table(
        "rating_tags",
        sa.Column("store_id", sa.String(length=64), nullable=False),
        sa.Column("rating_id", sa.String(length=64), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id", "rating_id"], ["ratings.store_id", "ratings.rating_id"], name=op.f("fk_rating_tags_ratings")
        ),
        sa.PrimaryKeyConstraint("store_id", "rating_id", "tag", name=op.f("pk_rating_tags")),
    )
    op.add_column("stores", sa.Column("plan_version", sa.String(length=64), nullable=True))
    op.add_column("tickets", sa.Column("tag", sa.String(length=64), nullable=True))
    op.add_column("tickets", sa.Column("asked", sa.String(length=200), nullable=True))
    op.add_column("tickets", sa.Column("place", sa.String(length=200), nullable=True))
    op.add_column("tickets", sa.Column("product_id", sa.String(length=64), nullable=True))
    op.add_column("tickets", sa.Column("placement_id", sa.String(length=64), nullable=True))
    op.add_column("tickets", sa.Column("stars", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("tickets", "stars")
    op.drop_column("tickets", "placement_id")
    op.drop_column("tickets", "product_id")
    op.drop_column("tickets", "place")
    op.drop_column("tickets", "asked")
    op.drop_column("tickets", "tag")
    op.drop_column("stores", "plan_version")
    op.drop_table("rating_tags")
    op.drop_table("unanswered_words")
    op.drop_table("synonyms")
    op.drop_table("stocks")
    op.drop_index("ix_ratings_day", table_name="ratings")
    op.drop_index("ix_ratings_complaint", table_name="ratings")
    op.drop_table("ratings")
    op.drop_table("promotions")
    op.drop_table("plans")
    op.drop_index("ix_placements_product", table_name="placements")
    op.drop_table("placements")
    op.drop_table("notices")
    op.drop_index("ix_guide_usage_day", table_name="guide_usage")
    op.drop_table("guide_usage")
