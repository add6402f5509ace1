"""The programme's own forms, whose rows are projects or obstacles.

Form F3 is the capital of the projects, F4 the obstacles that a district met. Their columns are
fixed here, because they hold no measures that an office could add or rename. What sorts an obstacle
is no part of F4 itself: a district may say it in columns of its own, and our template does.
"""

from decimal import Decimal

from indicators.sheets.component_names import COMPONENTS
from indicators.sheets.spec import (
    ColumnSpec,
    FormSpec,
    PartRule,
    RateRule,
    SumRule,
)

# The whole province's three programmes have 4,565 tỷ for five years: an amount beyond this is not
# in triệu đồng.
_MOST_MILLION_VND = Decimal(10_000_000)


def _capital_column(key: str, header: str) -> ColumnSpec:
    return ColumnSpec(key, header, "triệu đồng", "amount", 3, Decimal(0), _MOST_MILLION_VND)


CAPITAL_FORM = FormSpec(
    code="F3",
    name="Phân bổ và giải ngân vốn theo dự án",
    row_level="component",
    columns=(
        _capital_column("plan_total", "Kế hoạch vốn giai đoạn 2021-2025|Tổng số"),
        _capital_column("plan_central", "Kế hoạch vốn giai đoạn 2021-2025|NSTW"),
        _capital_column("plan_local", "Kế hoạch vốn giai đoạn 2021-2025|NSĐP"),
        _capital_column("plan_year", "Kế hoạch vốn năm|Vốn ĐTPT"),
        _capital_column("disb_year", "Lũy kế giải ngân|Vốn ĐTPT"),
        ColumnSpec("disb_rate", "Tỷ lệ giải ngân (%)", "%", "rate", 2, Decimal(0), Decimal(100)),
    ),
    rates=(RateRule("disb_rate", "disb_year", "plan_year"),),
    parts=(PartRule("disb_year", "plan_year", "warning"),),
    sums=(SumRule("plan_total", ("plan_central", "plan_local")),),
    components=COMPONENTS,
)

OBSTACLE_FORM = FormSpec(
    code="F4",
    name="Khó khăn, vướng mắc và kiến nghị",
    row_level="obstacle",
    columns=(
        ColumnSpec(
            "content",
            "Nội dung khó khăn, vướng mắc",
            "",
            "text",
            aliases=(
                "Nội dung",
                "Khó khăn, vướng mắc",
                "Nội dung vướng mắc",
                "Nội dung khó khăn",
                "Khó khăn, vướng mắc, tồn tại",
                "Nội dung khó khăn, tồn tại, vướng mắc",
            ),
        ),
        ColumnSpec(
            "cause",
            "Nguyên nhân",
            "",
            "text",
            aliases=("Nguyên nhân chủ yếu", "Nguyên nhân cụ thể"),
        ),
        ColumnSpec(
            "proposal",
            "Kiến nghị, đề xuất",
            "",
            "text",
            aliases=(
                "Kiến nghị",
                "Đề xuất, kiến nghị",
                "Đề xuất",
                "Kiến nghị, giải pháp",
            ),
        ),
        ColumnSpec(
            "agency",
            "Cơ quan chủ trì giải quyết",
            "",
            "text",
            aliases=(
                "Cấp có thẩm quyền",
                "Cơ quan có thẩm quyền",
                "Cơ quan chủ trì",
                "Cơ quan giải quyết",
                "Cấp có thẩm quyền giải quyết",
                "Đơn vị chủ trì",
                "Cơ quan, đơn vị chủ trì giải quyết",
            ),
        ),
        ColumnSpec(
            "due",
            "Thời hạn",
            "",
            "date",
            aliases=(
                "Thời hạn giải quyết",
                "Thời hạn hoàn thành",
                "Thời gian hoàn thành",
                "Thời gian giải quyết",
            ),
        ),
        ColumnSpec(
            "status",
            "Tình trạng",
            "",
            "text",
            aliases=(
                "Tình trạng giải quyết",
                "Kết quả giải quyết",
                "Tình trạng xử lý",
                "Trạng thái",
            ),
        ),
        ColumnSpec(
            "category",
            "Nhóm khó khăn, vướng mắc",
            "",
            "text",
            aliases=("Nhóm", "Nhóm vướng mắc", "Nhóm khó khăn", "Phân nhóm"),
            is_extra=True,
        ),
        ColumnSpec(
            "cause_kind",
            "Loại nguyên nhân",
            "",
            "text",
            aliases=("Nguyên nhân khách quan, chủ quan", "Khách quan, chủ quan"),
            is_extra=True,
        ),
        ColumnSpec(
            "authority",
            "Cấp giải quyết",
            "",
            "text",
            aliases=("Cấp thẩm quyền", "Thẩm quyền giải quyết", "Cấp thẩm quyền giải quyết"),
            is_extra=True,
        ),
    ),
)

PROGRAMME_FORMS = (CAPITAL_FORM, OBSTACLE_FORM)
