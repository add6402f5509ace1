"""The skeleton of the periodic report filled with sentences and annex tables.

I. direction and documents → II. capital → III. results against targets → IV. assessment: results,
shortcomings, difficulties with their causes → V. tasks of the next period → VI. recommendations by
level → annexes. Every statement has a key of its own that stays the same from one composing to the
next, so that what an officer wrote in its place is found again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lsdash.lib.text import lower_first
from programs.documents import Annex, DataTable

from . import sentences as say
from .data import ObstacleLine, ReportData

UNSORTED = "Chưa phân nhóm"
CAPITAL_HEADERS = (
    "TT",
    "Dự án",
    "Giao trong năm",
    "Kéo dài",
    "Được sử dụng",
    "Đã giải ngân",
    "%",
    "Còn lại",
)
# Who can resolve it, the highest first.
LEVELS = (
    "Chính phủ, Thủ tướng Chính phủ",
    "Bộ, ngành trung ương",
    "Cấp tỉnh",
    "Cấp huyện",
    "Cấp xã",
)
NO_AUTHORITY = "Chưa xác định cấp có thẩm quyền"


@dataclass(frozen=True)
class Statement:
    """A paragraph and the key by which it is known."""

    key: str
    text: str


@dataclass(frozen=True)
class Section:
    key: str
    heading: str
    level: int
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Draft:
    subject: str
    sections: tuple[Section, ...]
    annexes: tuple[Annex, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(one for section in self.sections for one in section.statements)


def compose(data: ReportData) -> Draft:
    """The draft of a period and area: equal data give equal words. What is missing is said."""
    return Draft(
        subject=(
            "Tình hình, kết quả thực hiện Chương trình mục tiêu quốc gia phát triển kinh tế – xã "
            "hội vùng đồng bào dân tộc thiểu số và miền núi "
            f"{data.period}" + (f" của {data.area}" if data.area else "")
        ),
        sections=tuple(_sections(data)),
        annexes=tuple(_annexes(data)),
    )


def _sections(data: ReportData) -> Iterator[Section]:
    yield _section("chi-dao", "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", _direction(data))
    yield _section("von", "II. HUY ĐỘNG, PHÂN BỔ VÀ GIẢI NGÂN VỐN", _capital(data))
    yield _section("ket-qua", "III. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU, NHIỆM VỤ", ())
    yield _section("chi-tieu", "1. Thực hiện các chỉ tiêu", _indicators(data), level=2)
    yield _section("ra-soat", "2. Xã, thôn ra khỏi diện đặc biệt khó khăn", _reviews(data), level=2)
    yield _section("nhiem-vu", "3. Nhiệm vụ được giao", _tasks(data), level=2)
    yield _section("danh-gia", "IV. ĐÁNH GIÁ CHUNG", ())
    yield _section("duoc", "1. Kết quả đạt được", _achieved(data), level=2)
    yield _section("ton-tai", "2. Tồn tại, hạn chế", _shortcomings(data), level=2)
    yield _section("kho-khan", "3. Khó khăn, vướng mắc và nguyên nhân", _obstacles(data), level=2)
    yield _section("ky-toi", "V. NHIỆM VỤ TRỌNG TÂM KỲ TỚI", _next(data))
    yield _section("kien-nghi", "VI. KIẾN NGHỊ, ĐỀ XUẤT", _recommendations(data))


def _section(
    key: str, heading: str, statements: Iterable[tuple[str, str]], *, level: int = 1
) -> Section:
    found = tuple(Statement(f"{key}.{name}", text) for name, text in statements if text)
    return Section(key, heading, level, found)


def _direction(data: ReportData) -> Iterator[tuple[str, str]]:
    if data.documents:
        told = [f"{number} ngày {say.day(on)}: {title}" for number, on, title in data.documents]
        yield "van-ban", f"Trong {data.period} đã ban hành, triển khai: {say.named(told, 10)}."
    else:
        yield "van-ban", f"Trong {data.period} chưa ghi nhận văn bản chỉ đạo mới."
    yield "bao-cao", say.coverage_sentence(data)
    if data.has_sample:
        yield "minh-hoa", "Báo cáo này có số liệu minh họa, không phải số liệu thật của tỉnh."


def _capital(data: ReportData) -> Iterator[tuple[str, str]]:
    if data.capital is None:
        yield "tong", "Chưa có số liệu về vốn."
        return
    yield "tong", say.capital_sentence(data.capital)
    if not data.capital.is_reported:
        return
    yield "loai", say.kinds_sentence(data.capital.by_kind)
    yield "cham", say.slow_projects_sentence(data.capital)


def _indicators(data: ReportData) -> Iterator[tuple[str, str]]:
    if not data.indicators:
        yield "khong", "Chưa có số liệu về các chỉ tiêu."
    for line in data.indicators:
        if line.value is not None:
            yield line.code or line.name, say.indicator_sentence(line, data.before)
    unknown = [lower_first(line.name) for line in data.indicators if line.value is None]
    if unknown:
        told = say.named(unknown, len(unknown))
        yield "chua-co", f"Chưa có số liệu về {len(unknown)} chỉ tiêu: {told}."


def _reviews(data: ReportData) -> Iterator[tuple[str, str]]:
    yield (
        "tong",
        say.reviews_sentence(data.reviews) if data.reviews else "Chưa có xã, thôn nào đăng ký.",
    )


def _tasks(data: ReportData) -> Iterator[tuple[str, str]]:
    if not data.tasks:
        yield "khong", "Không có nhiệm vụ nào được giao trong năm."
    for place, line in enumerate(data.tasks, start=1):
        result = f" {line.result.rstrip('.')}." if line.result else ""
        text = f"{line.title} ({line.lead}, hạn {say.day(line.due_on)}): {line.state_text}.{result}"
        yield line.key or f"{place}", text


def _achieved(data: ReportData) -> Iterator[tuple[str, str]]:
    good = [line.name for line in data.indicators if line.light in ("met", "on_course")]
    if good:
        names = [lower_first(name) for name in good]
        yield "dung", f"Có {len(good)} chỉ tiêu đạt hoặc đúng tiến độ: {say.named(names)}."
    else:
        yield "dung", "Chưa có chỉ tiêu nào được đánh giá là đạt hoặc đúng tiến độ."


def _shortcomings(data: ReportData) -> Iterator[tuple[str, str]]:
    yield "cham", say.lagging_sentence(data.indicators)
    late = [line.title for line in data.tasks if line.state in ("overdue", "behind")]
    if late:
        yield "nhiem-vu", f"Có {len(late)} nhiệm vụ chậm: {say.named(late)}."


def _by(
    lines: Iterable[ObstacleLine], field: str, missing: str, order: Sequence[str] = ()
) -> list[tuple[str, list[ObstacleLine]]]:
    """In `order` where it names them, else by name; those without a name last."""

    def of(line: ObstacleLine) -> str:
        return getattr(line, field) or missing

    def place(line: ObstacleLine) -> tuple[bool, int, str]:
        name = of(line)
        return name == missing, order.index(name) if name in order else len(order), name

    return [(name, list(group)) for name, group in groupby(sorted(lines, key=place), of)]


def _obstacles(data: ReportData) -> Iterator[tuple[str, str]]:
    yield "tong", say.obstacles_sentence(data)
    for category, lines in _by(data.obstacles, "category", UNSORTED):
        told = " ".join(say.obstacle_sentence(line) for line in lines)
        yield category, f"{category}: {told}"


def _next(data: ReportData) -> Iterator[tuple[str, str]]:
    late = [lower_first(line.name) for line in data.indicators if line.is_late]
    if late:
        yield "chi-tieu", f"Tập trung các chỉ tiêu còn chậm: {say.named(late)}."
    if data.capital is not None and data.capital.total.left > 0:
        left = say.money(data.capital.total.left)
        yield "von", f"Đẩy nhanh giải ngân {left} còn lại của năm {data.capital.year}."
    going = [t for t in data.tasks if t.state not in ("done", "done_late", "cancelled")]
    if going:
        told = [f"{t.title} (hạn {say.day(t.due_on)})" for t in going]
        yield "nhiem-vu", f"Thực hiện các nhiệm vụ: {say.named(told)}."


def _recommendations(data: ReportData) -> Iterator[tuple[str, str]]:
    wanted = [line for line in data.obstacles if line.remedy]
    if not wanted:
        yield "khong", "Không có kiến nghị, đề xuất."
    for authority, lines in _by(wanted, "authority", NO_AUTHORITY, LEVELS):
        remedies = dict.fromkeys(line.remedy.rstrip(".") for line in lines)
        told = " ".join(f"{remedy}." for remedy in remedies)
        yield authority, f"{authority}: {told}"


def _annexes(data: ReportData) -> Iterator[Annex]:
    yield Annex("Kết quả thực hiện các chỉ tiêu", (_indicator_table(data),))
    if data.capital is not None:
        yield Annex("Vốn và giải ngân theo dự án", (_capital_table(data),))
    yield Annex("Khó khăn, vướng mắc chưa giải quyết", (_obstacle_table(data),))
    yield Annex("Nhiệm vụ được giao", (_task_table(data),))
    if data.reviews is not None:
        yield Annex("Xã, thôn đăng ký ra khỏi diện đặc biệt khó khăn", (_review_table(data),))


def _indicator_table(data: ReportData) -> DataTable:
    rows = []
    for place, line in enumerate(data.indicators, start=1):
        told = [line.as_of, line.coverage, line.nature, line.source, line.judged]
        basis = ", ".join(filter(None, told))
        rows.append(
            (
                place,
                line.name,
                line.unit,
                say.format_number(line.before, line.decimals),
                say.format_number(line.value, line.decimals),
                line.target or "—",
                line.plan_percent,
                basis,
            )
        )
    headers = (
        "TT",
        "Chỉ tiêu",
        "ĐVT",
        "Kỳ trước",
        "Kỳ này",
        "Mục tiêu",
        "% kế hoạch",
        "Cơ sở",
    )
    return DataTable(
        f"Các chỉ tiêu, {data.period}",
        headers,
        tuple(rows),
        (0, None, None, None, None, None, 2, None),
    )


def _capital_table(data: ReportData) -> DataTable:
    state = data.capital
    lines = [*state.by_project, state.total]
    rows = tuple(
        (
            place if line is not state.total else "",
            line.full_name or line.name,
            line.allotted,
            line.carried_over,
            line.usable,
            line.disbursed if state.is_reported else None,
            line.rate if state.is_reported else None,
            line.left,
        )
        for place, line in enumerate(lines, start=1)
    )
    return DataTable(
        f"Vốn năm {state.year}, lũy kế đến ngày {say.day(state.as_of)} (triệu đồng)",
        CAPITAL_HEADERS,
        rows,
        (0, None, 3, 3, 3, 3, 2, 3),
    )


def _obstacle_table(data: ReportData) -> DataTable:
    rows = tuple(
        (
            place,
            line.content,
            ": ".join(filter(None, [line.cause, line.cause_text])),
            line.authority or "—",
            line.remedy or "—",
            say.day(line.due_on) if line.due_on else "—",
            line.areas,
            line.capital_stuck,
        )
        for place, line in enumerate(data.obstacles, start=1)
    )
    return DataTable(
        f"Khó khăn, vướng mắc đến ngày {say.day(data.ends_on)}",
        (
            "TT",
            "Nội dung",
            "Nguyên nhân",
            "Cấp có thẩm quyền",
            "Kiến nghị",
            "Thời hạn",
            "Địa bàn",
            "Vốn bị vướng (triệu đồng)",
        ),
        rows,
        (0, None, None, None, None, None, None, 3),
        empty="Không có khó khăn, vướng mắc nào chưa giải quyết.",
    )


def _task_table(data: ReportData) -> DataTable:
    rows = tuple(
        (place, t.title, t.lead, say.day(t.due_on), t.state_text, t.result or "—")
        for place, t in enumerate(data.tasks, start=1)
    )
    return DataTable(
        f"Nhiệm vụ đến ngày {say.day(data.ends_on)}",
        ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Trạng thái", "Kết quả"),
        rows,
        (0, None, None, None, None, None),
        empty="Không có nhiệm vụ nào được giao.",
    )


def _review_table(data: ReportData) -> DataTable:
    rows = tuple(
        (place, unit, state, decision or "—")
        for place, (unit, state, decision) in enumerate(data.reviews.lines, start=1)
    )
    return DataTable(
        f"Xã, thôn đăng ký năm {data.reviews.year}",
        ("TT", "Xã, thôn", "Kết quả", "Văn bản"),
        rows,
        (0, None, None, None),
        empty="Không có xã, thôn nào đăng ký.",
    )
