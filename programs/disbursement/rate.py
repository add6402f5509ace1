"""The disbursement rate (tỷ lệ giải ngân), and the capital it is measured against."""

from decimal import Decimal


def usable(allotted: Decimal | None, carried_over: Decimal | None) -> Decimal | None:
    """A year's usable capital, in the unit of its parts: allotted in the year + carried over.

    None when neither part is known; one part alone counts as it is. This is how the province
    counts "vốn được sử dụng trong năm": vốn giao + vốn kéo dài.
    """
    known = [part for part in (allotted, carried_over) if part is not None]
    return sum(known, Decimal(0)) if known else None


def disbursement_rate(
    disbursed: Decimal | None, allotted: Decimal | None, carried_over: Decimal | None = None
) -> Decimal | None:
    """`disbursed ÷ (allotted + carried over) × 100`, in per cent, not rounded and not clamped.

    All three in one unit, of the same year and the same lines. None when no disbursement was
    reported and where nothing is allotted: usable capital of 0, or below it after adjustments.
    Above 100 more was disbursed than there was, which `consistency` reports.

    This programme's capital of 2025 up to 2025-08-31, in tỷ đồng, published as "1.747 tỷ, 20,03 %":
    investment 232.9 of 786.8 = 29.60…, recurrent 116.9 of 959.8 = 12.17…, shown as 12,18 %;
    together 349.8 of 1,746.6 = 20.027…, shown as 20,03 %. The published total is rounded to whole
    tỷ: 349.8 of 1,747 would be 20.02 %. District Văn Lãng, 2022 up to 19 December, in triệu đồng:
    26,049 of 49,198 = 52.947…, shown as 52,95 %.
    """
    capital = usable(allotted, carried_over)
    if disbursed is None or capital is None or capital <= 0:
        return None
    return disbursed * 100 / capital
