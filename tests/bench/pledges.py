"""What was promised, what was measured, and whether the one holds the other."""

from dataclasses import dataclass
from decimal import Decimal

from lsdash.lib.numbers import format_number


@dataclass(frozen=True)
class Pledge:
    """`reached` and `wanted` are in the unit that the name ends with; `beside` is the rival."""

    name: str
    measured: str
    beside: str
    reached: Decimal
    wanted: Decimal
    at_least: bool = False

    @property
    def is_kept(self) -> bool:
        above, below = self.reached >= self.wanted, self.reached <= self.wanted
        return above if self.at_least else below

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        measured = f"ta {self.measured}" + (f", {self.beside}" if self.beside else "")
        verdict = "đạt" if self.is_kept else "KHÔNG ĐẠT"
        wanted = f"cần {sign} {format_number(self.wanted)}"
        return f"{self.name}: {format_number(self.reached, 2)} ({wanted}; {measured}): {verdict}"


def times_as_long(name: str, ours: float, floor: float, floor_is: str, most: int) -> Pledge:
    beside = f"{floor_is} {in_ms(floor)}"
    return Pledge(f"{name}, gấp", in_ms(ours), beside, Decimal(ours / floor), Decimal(most))


def times_faster(name: str, ours: float, other: float, other_is: str, least: int) -> Pledge:
    beside, reached = f"{other_is} {in_ms(other)}", Decimal(other / ours)
    return Pledge(f"{name}, nhanh gấp", in_ms(ours), beside, reached, Decimal(least), at_least=True)


def seconds(name: str, milliseconds: float, most: int) -> Pledge:
    taken = Decimal(milliseconds) / 1000
    return Pledge(f"{name}, giây", in_ms(milliseconds), "", taken, Decimal(most))


def in_ms(milliseconds: float) -> str:
    return f"{format_number(Decimal(milliseconds), 0)} ms"
