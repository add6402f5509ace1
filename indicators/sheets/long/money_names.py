"""Which decision, project, agency, year, kind and source a row of money names. What could be two
things is refused, never chosen; nothing unknown is made."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from indicators.sheets.components import ComponentMatcher
from indicators.sheets.dates import DateRefused, read_date
from indicators.sheets.headers import words
from indicators.sheets.likeness import closest
from indicators.sheets.matches import RowMatch
from indicators.sheets.spec import Component
from lsdash.lib.text import fold, strip_marks

from .money_spec import MoneyComponent, MoneyDecision, MoneyProgramme, MoneyRequest
from .names import NameRefused

_LEADS = ("quyết định số", "nghị quyết số", "văn bản số", "quyết định", "nghị quyết", "qđ", "số")
_FUND_KINDS = {
    "dtpt": "đtpt | vốn đtpt | đầu tư | đầu tư phát triển | vốn đầu tư | vốn đầu tư phát triển",
    "sn": "sn | vốn sn | sự nghiệp | vốn sự nghiệp | kinh phí sự nghiệp",
}
_SOURCES = {
    "central": "central | ngân sách trung ương | trung ương | nstw | vốn trung ương | tw",
    "province": "province | ngân sách tỉnh | ns tỉnh | nst | tỉnh",
    "district": "district | ngân sách huyện | ns huyện | nsh | huyện",
    "commune": "commune | ngân sách xã | ns xã | nsx | xã",
    "local": (
        "local | ngân sách địa phương | nsđp | nsđp đối ứng | địa phương | đối ứng | "
        "ngân sách địa phương (chưa tách cấp)"
    ),
    "credit": "credit | tín dụng chính sách | tín dụng | vốn tín dụng",
    "other": "other | nguồn khác | vốn khác | khác",
    "unsplit": "unsplit | chưa tách nguồn | chưa tách",
}
_CARRIED = frozenset({"x", "có", "✓", "✔", "1", "kéo dài", "true", "vốn kéo dài"})
_NOT_CARRIED = frozenset({"", "không", "0", "-", "false"})
_WHOLE_PERIOD = ("", "cả giai đoạn", "giai đoạn")
_SHOWN = 60


class MoneyNames:
    """Looks up what rows name; the same text is looked up once."""

    def __init__(self, request: MoneyRequest) -> None:
        self._decisions = _by_words((_number(d.number), d) for d in request.decisions)
        self._programmes = {p.id: p for p in request.programmes}
        self._by_programme_name = _by_words(
            (_bare(name), p) for p in request.programmes for name in p.names
        )
        self._trees = {
            p.id: _Tree([c for c in request.components if c.programme_id == p.id])
            for p in request.programmes
        }
        self._agencies = _by_words(
            (_bare(name), a) for a in request.agencies for name in (a.code, *a.names)
        )
        self._agency_names = {a.code: a.names[0] for a in request.agencies}
        self._agency_spellings = [(fold(n), a.code) for a in request.agencies for n in a.names]
        self.decision = lru_cache(maxsize=65_536)(self._decision)
        self.programme = lru_cache(maxsize=1_024)(self._programme)
        self.component = lru_cache(maxsize=65_536)(self._component)
        self.agency = lru_cache(maxsize=65_536)(self._agency)
        self.year = lru_cache(maxsize=65_536)(self._year)

    def _decision(self, text: str, signed: str) -> int | NameRefused:
        """By number alone, "number/day", "number ngày day", or number and `signed`."""
        number, days = _without_day(text)
        if signed:
            days = (*days, signed)
        try:
            wanted = {read_date(day).day.isoformat() for day in days}
        except DateRefused as wrong:
            return NameRefused(
                "unclear_date", f"Ngày ký {wrong}. Cần: ngày/tháng/năm, ví dụ 20/01/2024."
            )
        if not text:
            return NameRefused("no_decision", "Dòng không ghi số văn bản. Cần: số, ký hiệu.")
        found = self._decisions.get(_number(text)) or self._decisions.get(_number(number), ())
        if not found:
            return NameRefused(
                "unknown_decision",
                f"Văn bản “{text[:_SHOWN]}” chưa có trong danh mục. "
                "Hãy đăng ký văn bản này trước, rồi tải bảng lên lại.",
            )
        fitting = [d for d in found if wanted <= {d.signed_on}]
        if not fitting:
            return _other_day(found, wanted)
        if len(fitting) > 1:
            days_said = " hoặc ".join(_vietnamese(d.signed_on) for d in fitting)
            return NameRefused(
                "ambiguous_decision",
                f"Có nhiều văn bản số “{text[:_SHOWN]}”: ký ngày {days_said}. Hãy ghi cả ngày ký.",
            )
        return fitting[0].id

    def _programme(self, text: str) -> MoneyProgramme | NameRefused:
        return _only(
            self._by_programme_name.get(_bare(text), ()),
            NameRefused(
                "unknown_programme",
                f"Không có chương trình “{text[:_SHOWN]}”. Cần: "
                + ", ".join(f"“{p.names[0]}”" for p in self._programmes.values())
                + ".",
            ),
        )

    def _component(self, text: str, programme_id: int | None) -> MoneyComponent | NameRefused:
        """By code or name; without a programme among those of all."""
        if not text:
            return NameRefused("unknown_component", "Dòng không ghi dự án. Cần: mã hoặc tên dự án.")
        trees = [tree for pk, tree in self._trees.items() if programme_id in (None, pk)]
        found = [c for tree in trees for c in tree.coded(text)]
        matches = [] if found else [(tree, tree.match(text)) for tree in trees]
        found = found or [c for tree, match in matches for c in tree.meant(match)]
        if len(found) == 1:
            return found[0]
        if found:
            said = " hoặc ".join(
                f"{c.code} ({self._programmes[c.programme_id].names[0]})" for c in found
            )
            return NameRefused(
                "ambiguous_component",
                f"Dự án “{text[:_SHOWN]}” có thể là {said}. Hãy ghi mã, và chương trình nếu "
                "trùng mã.",
            )
        if any(match.is_conflict or match.notice for _, match in matches):
            return NameRefused(
                "component_conflict",
                f"Số và tên của dự án “{text[:_SHOWN]}” không khớp với danh mục. Hãy ghi mã.",
            )
        guesses = [name for _, match in matches for name in match.suggestions]
        hint = f" Có phải là {' hoặc '.join(guesses[:3])}?" if guesses else ""
        return NameRefused(
            "unknown_component",
            f"Không có dự án “{text[:_SHOWN]}”.{hint} Cần: mã hoặc tên dự án trong danh mục.",
        )

    def _agency(self, text: str) -> int | NameRefused:
        if not text:
            return NameRefused("unknown_agency", "Dòng không ghi đơn vị. Cần: mã hoặc tên đơn vị.")
        found = dict.fromkeys(self._agencies.get(_bare(text), ()))
        if len(found) > 1:
            said = " hoặc ".join(f"{a.names[0]} (mã {a.code})" for a in found)
            return NameRefused(
                "ambiguous_agency", f"Đơn vị “{text[:_SHOWN]}” có thể là {said}. Hãy ghi mã."
            )
        if found:
            return next(iter(found)).id
        guesses = closest(fold(text), self._agency_spellings, self._agency_names)
        hint = f" Có phải là {' hoặc '.join(g.name for g in guesses)}?" if guesses else ""
        return NameRefused(
            "unknown_agency",
            f"Không có đơn vị “{text[:_SHOWN]}”.{hint} Cần: mã hoặc tên đơn vị trong danh mục.",
        )

    def _year(self, text: str, programme_id: int) -> int | NameRefused:
        """The year, 0 for the whole period of the programme."""
        programme = self._programmes[programme_id]
        span = f"{programme.first_year}-{programme.last_year}"
        plain = fold(text).removeprefix("năm ").removeprefix("giai đoạn ")
        plain = plain.replace("–", "-").replace(" ", "") if "2" in plain else plain
        if plain in (*_WHOLE_PERIOD, span):
            return 0
        if plain.isdecimal() and len(plain) == 4:
            year = int(plain)
            if programme.first_year <= year <= programme.last_year:
                return year
            return NameRefused(
                "year_outside", f"Năm {year} nằm ngoài {programme.names[0]} ({span})."
            )
        return NameRefused(
            "unclear_year",
            f"Năm “{text[:_SHOWN]}” không rõ. Cần: một năm, ví dụ 2024; để trống hoặc “{span}” "
            "là cả giai đoạn.",
        )


class _Tree:
    """The components of one programme, by code, short name and name."""

    def __init__(self, components: Sequence[MoneyComponent]) -> None:
        self._by_code = {c.code.upper(): c for c in components}
        self._by_short = _by_words((_bare(c.short_name), c) for c in components)
        self._matcher = ComponentMatcher(
            Component(c.code.upper(), c.name, (c.short_name,)) for c in components
        )

    def coded(self, text: str) -> tuple[MoneyComponent, ...]:
        found = self._by_code.get(text.upper())
        return (found,) if found else self._by_short.get(_bare(text), ())

    def match(self, text: str) -> RowMatch:
        """As the reader of districts' reports matches it."""
        return self._matcher.by_label(text)

    def meant(self, match: RowMatch) -> list[MoneyComponent]:
        """Of a name and a number that contradict each other none is meant."""
        sure = (match.found,) if match.found and not match.notice else match.candidates
        return [self._by_code[component.code] for component in sure]


@lru_cache(maxsize=1_024)
def fund_kind(text: str) -> str | NameRefused:
    return _known(_FUND_KIND_WORDS, text, "fund_kind", "Loại vốn", "ĐTPT hoặc SN")


@lru_cache(maxsize=1_024)
def source(text: str) -> str | NameRefused:
    wanted = "NSTW, NS tỉnh, NS huyện, NS xã, NSĐP, tín dụng, nguồn khác, chưa tách nguồn"
    return _known(_SOURCE_WORDS, text, "source", "Nguồn", wanted)


@lru_cache(maxsize=1_024)
def is_carried_over(text: str) -> bool | NameRefused:
    word = fold(text)
    if word in _CARRIED | _NOT_CARRIED:
        return word in _CARRIED
    return NameRefused(
        "unclear_carried",
        f"Cột kéo dài ghi “{text[:_SHOWN]}”. Cần: x nếu là vốn kéo dài, để trống nếu không.",
    )


@lru_cache(maxsize=4_096)
def day_of(text: str) -> str | NameRefused:
    """The ISO day that a cell names in full."""
    try:
        read = read_date(text)
    except DateRefused as wrong:
        return NameRefused("unclear_date", f"Ngày {wrong}. Cần: ngày/tháng/năm, ví dụ 31/08/2025.")
    if read.is_derived:
        return NameRefused(
            "unclear_date", f"Ngày “{text[:_SHOWN]}” không đủ ngày, tháng, năm. Cần: 31/08/2025."
        )
    return read.day.isoformat()


def _known(
    known: dict[str, str], text: str, what: str, shown: str, wanted: str
) -> str | NameRefused:
    found = known.get(_bare(text))
    if found:
        return found
    said = f"{shown} “{text[:_SHOWN]}” không rõ" if text else f"Dòng không ghi {shown.lower()}"
    return NameRefused(f"unknown_{what}", f"{said}. Cần: {wanted}.")


def _bare(text: str) -> str:
    """As officers vary it: case, signs, diacritics."""
    return strip_marks(words(text))


def _by_words(pairs: Iterable[tuple[str, object]]) -> dict[str, tuple]:
    found: dict[str, tuple] = {}
    for key, thing in pairs:
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), thing)))
    return found


def _words_of(listing: dict[str, str]) -> dict[str, str]:
    return {_bare(text): value for value, texts in listing.items() for text in texts.split("|")}


_FUND_KIND_WORDS, _SOURCE_WORDS = _words_of(_FUND_KINDS), _words_of(_SOURCES)


def _only(found: tuple, otherwise: NameRefused) -> object:
    return found[0] if len(found) == 1 else otherwise


def _number(text: str) -> str:
    """A decision's number without "Số", "QĐ số" before it, case and blanks."""
    plain = fold(text)
    for lead in _LEADS:
        if plain.startswith((f"{lead} ", f"{lead}:")):
            plain = plain[len(lead) :].lstrip(" :")
    return "".join(plain.split())


def _without_day(text: str) -> tuple[str, tuple[str, ...]]:
    """The number and the day of "145/QĐ-UBND ngày 20/01/2024" or "145/QĐ-UBND/2024-01-20"."""
    folded = fold(text)
    number, said, day = folded.partition(" ngày ")
    if said:
        return number, (day,)
    number, slash, day = folded.rpartition("/")
    if slash and len(day) == 10 and day.count("-") == 2 and day.replace("-", "").isdecimal():
        return number, (day,)
    return text, ()


def _other_day(found: tuple[MoneyDecision, ...], wanted: set[str]) -> NameRefused:
    registered = " và ".join(_vietnamese(d.signed_on) for d in found)
    said = " và ".join(map(_vietnamese, sorted(wanted)))
    return NameRefused(
        "decision_day",
        f"Văn bản {found[0].number} đã đăng ký ký ngày {registered}, nhưng bảng ghi ngày {said}. "
        "Hãy kiểm tra số và ngày của văn bản.",
    )


def _vietnamese(day: str) -> str:
    year, month, number = day.split("-")
    return f"{number}/{month}/{year}"
