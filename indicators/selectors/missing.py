"""What was asked for and is not there, with what there is instead."""

from collections.abc import Sequence

from indicators.models import Indicator, Period


class NoPeriod(LookupError):
    """A period without results; `periods` are those that have some, the newest first."""

    def __init__(self, code: str, periods: Sequence[Period]) -> None:
        super().__init__(code)
        self.code, self.periods = code, tuple(periods)


class NoIndicator(LookupError):
    """`indicators` are those that there are."""

    def __init__(self, code: str, indicators: Sequence[Indicator]) -> None:
        super().__init__(code)
        self.code, self.indicators = code, tuple(indicators)
