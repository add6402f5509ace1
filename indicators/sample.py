"""Invented district figures for a demonstration that agree with every published total.

Pure: the same seed gives the same figures. What is published stands in ANCHORS with its quarter;
between two anchors a total moves along a straight line, and each total is shared out among the
communes to the last household, so that adding them up gives the published figure again.
"""

import random
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from lsdash.lib.quarters import PeriodCode, parse_code

SEED = 1719
STORED = Decimal("0.00000001")  # as results are, or 16 of 18 would differ from itself
FIRST, LAST = parse_code("2021Q1"), parse_code("2024Q2")

# Province totals by quarter. Published: 23,510 poor households = 12.2 % at the end of 2021, a fall
# of 2.9 points in 2023, 6,912 = 3.36 % at the end of 2024; 174 of 181 xã (96.1 %), 99.99 % of
# households with electricity and 81 % solid buildings at the end of 2023; 11 communes in early
# 2024. All others are invented.
ANCHORS: Mapping[str, Mapping[str, int]] = {
    "hh_total": {"2020Q4": 188_420, "2021Q4": 192_744, "2024Q4": 205_714},
    "poor_hh": {"2021Q4": 23_510, "2022Q4": 18_130, "2023Q4": 12_688, "2024Q4": 6_912},
    "road_paved": {"2020Q4": 165, "2022Q4": 170, "2023Q4": 174, "2024Q2": 176},
    "without_electricity": {"2020Q4": 1_130, "2022Q4": 160, "2023Q4": 20, "2024Q2": 16},
    "fac_total": {"2020Q4": 5_400, "2024Q2": 5_400},
    "fac_solid": {"2020Q4": 3_888, "2023Q4": 4_374, "2024Q2": 4_452},
    "communes_left": {
        "2021Q1": 0,
        "2022Q1": 0,
        "2022Q4": 5,
        "2023Q4": 11,
        "2024Q1": 11,
        "2024Q2": 12,
    },
}
# Poor households by the standard of 2016–2020, in force until the survey at the end of 2021.
OLD_STANDARD = {"2020Q4": 14_540, "2021Q1": 14_210, "2021Q2": 13_880, "2021Q3": 13_540}

# The quarter whose figures stand as baselines where none is published, by indicator its two parts.
START = parse_code("2020Q4")
BASELINES: Mapping[str, tuple[str, str]] = {
    "duong-xa": ("commune_road", "commune_total"),
    "dien": ("elec_hh", "hh_total"),
    "truong-lop-tram": ("fac_solid", "fac_total"),
}


@dataclass(frozen=True)
class Commune:
    code: str
    district: str
    is_xa: bool


@dataclass(frozen=True)
class QuarterFigures:
    """One quarter: by commune code the cells of form F1, by district code those of form F2."""

    communes: Mapping[str, Mapping[str, Decimal]]
    districts: Mapping[str, Mapping[str, Decimal]]


def quarters() -> list[PeriodCode]:
    found = [FIRST]
    while found[-1] != LAST:
        found.append(found[-1].next())
    return found


def total(measure: str, quarter: PeriodCode) -> int:
    """The province's total: an anchor, or the straight line between its neighbours.

    total("poor_hh", 2024Q2): half-way from 12,688 to 6,912 = 9,800 households.
    """
    if measure == "poor_hh" and str(quarter) in OLD_STANDARD:
        return OLD_STANDARD[str(quarter)]
    points = [(_index(parse_code(code)), value) for code, value in ANCHORS[measure].items()]
    here = _index(quarter)
    after = min(max(bisect_right(points, (here, 10**9)), 1), len(points) - 1)
    (x0, y0), (x1, y1) = points[after - 1], points[after]
    exact = Decimal(y0) + Decimal(y1 - y0) * (here - x0) / (x1 - x0)
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def _index(quarter: PeriodCode) -> int:
    return quarter.year * 4 + quarter.number


def apportion(amount: int, weights: Sequence[float], caps: Sequence[int]) -> list[int]:
    """Whole shares in proportion to `weights`, none above its cap, that add up to `amount`.

    Largest remainders; ValueError when the caps together are too small.
    apportion(10, [1, 1, 2], [9, 9, 9]) == [3, 2, 5].
    """
    if amount > sum(caps):
        raise ValueError(f"{amount} does not fit under caps of {sum(caps)}")
    shares = [0] * len(weights)
    rest = amount
    while rest:
        free = [i for i, cap in enumerate(caps) if shares[i] < cap]
        whole = sum(weights[i] for i in free)
        ideal = {i: rest * weights[i] / whole for i in free}
        for i in free:
            shares[i] += min(int(ideal[i]), caps[i] - shares[i])
        left = amount - sum(shares)
        stuck = left == rest or left < len(free)
        rest = _hand_out(left, ideal, shares, caps) if stuck else left
    return shares


def _hand_out(left: int, ideal: Mapping[int, float], shares: list[int], caps: Sequence[int]) -> int:
    """One each to those with the largest remainders; returns what is still left."""
    for i in sorted(ideal, key=lambda i: (int(ideal[i]) - ideal[i], i)):
        if left and shares[i] < caps[i]:
            shares[i] += 1
            left -= 1
    return left


class Generator:
    """Weights drawn once, so that a commune stays itself from quarter to quarter."""

    def __init__(self, communes: Sequence[Commune]) -> None:
        dice = random.Random(SEED)  # noqa: S311 -- repeatable, not secret
        self.communes = sorted(communes, key=lambda commune: commune.code)
        self.districts = sorted({commune.district for commune in self.communes})
        hardship = {code: dice.uniform(0.5, 1.8) for code in self.districts}
        self.size = [dice.lognormvariate(0, 0.35) * (1 if c.is_xa else 2) for c in self.communes]
        self.hardship = [
            hardship[c.district] * dice.lognormvariate(0, 0.45) * (1 if c.is_xa else 0.3)
            for c in self.communes
        ]
        self.minority = [dice.uniform(0.82, 1) for _ in self.communes]
        order = sorted(range(len(self.communes)), key=self.hardship.__getitem__)
        self.road_order = [i for i in order if self.communes[i].is_xa]
        rural = [code for code in self.districts if self._is_rural(code)]
        self.leaving_order = [dice.choice(rural) for _ in range(20)]

    def baselines(self) -> dict[str, dict[str, Decimal]]:
        """At the end of 2020, in %: by indicator, by district code; "" is the whole province."""
        sums = self._sums(self._communes(START))
        return {
            indicator: {
                area: (cells[part] / cells[whole] * 100).quantize(STORED, ROUND_HALF_UP)
                for area, cells in sums.items()
            }
            for indicator, (part, whole) in BASELINES.items()
        }

    def _sums(self, rows: Sequence[Mapping[str, Decimal]]) -> dict[str, dict[str, Decimal]]:
        """Cells added up by district, and over all under ""."""
        sums: dict[str, dict[str, Decimal]] = {}
        for commune, row in zip(self.communes, rows, strict=True):
            counted = {"commune_road": row["road_paved"], "commune_total": Decimal(1)}
            cells = row | counted if commune.is_xa else row
            for area in ("", commune.district):
                own = sums.setdefault(area, {})
                for key, value in cells.items():
                    own[key] = own.get(key, Decimal(0)) + value
        return sums

    def _is_rural(self, district: str) -> bool:
        """Mostly xã, so not the city, which has no region-III commune to leave the list."""
        own = [commune.is_xa for commune in self.communes if commune.district == district]
        return sum(own) * 2 > len(own)

    def quarter(self, quarter: PeriodCode) -> QuarterFigures:
        cells = self._communes(quarter)
        left = self.leaving_order[: total("communes_left", quarter)]
        sums = self._sums(cells)
        return QuarterFigures(
            communes={c.code: row for c, row in zip(self.communes, cells, strict=True)},
            districts={code: _form_f2(sums[code], left.count(code)) for code in self.districts},
        )

    def _communes(self, quarter: PeriodCode) -> list[dict[str, Decimal]]:
        households = self._share("hh_total", quarter, self.size)
        hard = [size * hardship for size, hardship in zip(self.size, self.hardship, strict=True)]
        poor = self._share("poor_hh", quarter, hard, households)
        dark = self._share("without_electricity", quarter, hard, households)
        buildings = self._share("fac_total", quarter, self.size)
        weak_total = total("fac_total", quarter) - total("fac_solid", quarter)
        weak = apportion(weak_total, hard, buildings)
        paved = set(self.road_order[: total("road_paved", quarter)])
        rows = zip(households, poor, dark, buildings, weak, strict=True)
        return [
            {
                "hh_total": Decimal(hh),
                "poor_hh": Decimal(needy),
                "poor_hh_em": Decimal(int(needy * self.minority[i])),
                "road_paved": Decimal(int(i in paved or not self.communes[i].is_xa)),
                "elec_hh": Decimal(hh - without),
                "fac_total": Decimal(all_buildings),
                "fac_solid": Decimal(all_buildings - weak_buildings),
            }
            for i, (hh, needy, without, all_buildings, weak_buildings) in enumerate(rows)
        ]

    def _share(
        self,
        measure: str,
        quarter: PeriodCode,
        weights: Sequence[float],
        caps: Sequence[int] | None = None,
    ) -> list[int]:
        amount = total(measure, quarter)
        return apportion(amount, weights, caps or [amount] * len(weights))


def _form_f2(sums: Mapping[str, Decimal], left: int) -> dict[str, Decimal]:
    return {
        "commune_total": sums["commune_total"],
        "commune_road": sums["commune_road"],
        "road_rate": _rate(sums["commune_road"], sums["commune_total"]),
        "hh_total": sums["hh_total"],
        "poor_hh": sums["poor_hh"],
        "poor_rate": _rate(sums["poor_hh"], sums["hh_total"]),
        "elec_rate": _rate(sums["elec_hh"], sums["hh_total"]),
        "fac_rate": _rate(sums["fac_solid"], sums["fac_total"]),
        "communes_left": Decimal(left),
    }


def _rate(part: Decimal, whole: Decimal) -> Decimal:
    return (part / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
