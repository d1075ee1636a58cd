"""Money is a whole number of fen (分). Shares of it are apportioned so that nothing is lost or invented."""

from __future__ import annotations

from collections.abc import Sequence

Fen = int


def apportion(total: Fen, weights: Sequence[int]) -> tuple[Fen, ...]:
    """Split `total` in proportion to `weights` (all >= 0) by largest remainder; ties go to the earlier share.

    The shares add up to `total` exactly (Hamilton's method). With no positive weight everything goes to the first
    share, so that money never disappears; no weights at all with a total is an error.

    Raises ValueError for negative weights, or a non-zero total without shares.
    """
    if any(w < 0 for w in weights):
        raise ValueError("weights must not be negative")
    if not weights:
        if total:
            raise ValueError("nothing to apportion to")
        return ()
    whole = sum(weights)
    if whole == 0:
        return (total, *([0] * (len(weights) - 1)))
    sign = -1 if total < 0 else 1
    parts = [divmod(abs(total) * w, whole) for w in weights]
    shares = [quotient for quotient, _ in parts]
    missing = abs(total) - sum(shares)
    by_remainder = sorted(range(len(weights)), key=lambda i: (-parts[i][1], i))
    for i in by_remainder[:missing]:
        shares[i] += 1
    return tuple(sign * s for s in shares)


def cumulative_share(total: Fen, count: int, units: int) -> Fen:
    """What the first `count` of `units` equal units carry of `total`, by largest remainder.

    Differences of this function telescope: however a line is returned, piece by piece, the pieces sum to `total`.
    """
    if not 0 <= count <= units or units < 1:
        raise ValueError(f"{count} of {units} units")
    sign = -1 if total < 0 else 1
    quotient, extra = divmod(abs(total), units)
    return sign * (count * quotient + min(count, extra))


def yuan(fen: Fen) -> str:
    """12953 -> '129.53'; the minus is U+2212. For ¥ and grouping see the screens' own formats."""
    sign = "−" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"
