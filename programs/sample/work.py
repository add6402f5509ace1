"""Invented tasks and reviews: what was asked, and what was done about it on which day. How many
communes left in a year follows from the invented reports, which agree with the published 11."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SampleTask:
    """`steps` are milestones with their days; `told` what was reported on which day; a `result`
    ends it on the last day told."""

    title: str
    lead: str
    starts_on: date
    due_on: date
    expected: str
    steps: tuple[tuple[str, date], ...] = ()
    told: tuple[tuple[date, str], ...] = ()
    result: str = ""


TASKS = (
    SampleTask(
        title="Rà soát quỹ đất ở cho hộ nghèo chưa có đất, lập danh sách theo xã",
        lead="ban-dan-toc",
        starts_on=date(2024, 2, 1),
        due_on=date(2024, 6, 30),
        expected="Danh sách hộ và khu đất của từng huyện.",
        steps=(("Huyện gửi danh sách", date(2024, 4, 15)), ("Tổng hợp", date(2024, 6, 15))),
        told=((date(2024, 5, 6), "Chín huyện đã gửi danh sách."), (date(2024, 6, 20), "Đã đủ.")),
        result="Đã tổng hợp danh sách của mười một huyện, thành phố.",
    ),
    SampleTask(
        title="Hướng dẫn huyện lựa chọn nhà thầu các công trình nhỏ",
        lead="ban-dan-toc",
        starts_on=date(2024, 3, 1),
        due_on=date(2024, 5, 31),
        expected="Văn bản hướng dẫn.",
        told=((date(2024, 7, 3), "Đã gửi văn bản hướng dẫn cho các huyện."),),
        result="Đã ban hành hướng dẫn, chậm do chờ ý kiến sở chuyên ngành.",
    ),
    SampleTask(
        title="Đề xuất bố trí vốn đối ứng cho công trình đường thôn của huyện nghèo",
        lead="ban-dan-toc",
        starts_on=date(2024, 8, 1),
        due_on=date(2025, 3, 31),
        expected="Phương án trình tỉnh.",
        steps=(("Lấy số liệu của huyện", date(2024, 9, 30)), ("Trình phương án", date(2025, 3, 1))),
        told=((date(2024, 9, 25), "Bảy huyện đã gửi nhu cầu vốn đối ứng."),),
    ),
)
# Besides those that left: commune or village, year, how far, and how many.
OTHERS = (
    ("commune", 2023, "not_yet", 2),
    ("commune", 2024, "proposed", 4),
    ("commune", 2024, "striving", 6),
    ("village", 2023, "left", 4),
    ("village", 2024, "proposed", 3),
    ("village", 2024, "striving", 5),
)
VILLAGES = ("Nà Mòn", "Khuổi Phụ", "Bản Khoai", "Pác Lùng", "Nà Sla", "Còn Quan", "Lũng Vài")
VILLAGES += ("Bó Chang", "Khòn Sè", "Nà Pàn", "Thạch Lương", "Tát Uẩn")
PROPOSAL = "Xã đã tự chấm theo tiêu chí và đề nghị công nhận (nội dung minh họa)."
OUTCOMES = {
    "left": "Đạt các tiêu chí, đưa ra khỏi danh sách (nội dung minh họa).",
    "not_yet": "Tỷ lệ hộ nghèo còn cao, tiếp tục phấn đấu năm sau (nội dung minh họa).",
}
