"""An official document with every kind of part."""

from datetime import date
from decimal import Decimal

from programs.documents import (
    Annex,
    DataTable,
    Heading,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Signature,
)

SENTENCE = "Tỉnh đã giao kế hoạch vốn và chỉ tiêu cho các huyện, thành phố. "


def a_table(caption: str = "Vốn theo dự án (triệu đồng)", **fields: object) -> DataTable:
    values = {
        "caption": caption,
        "headers": ("TT", "Dự án", "Kế hoạch", "Tỷ lệ (%)"),
        "rows": (
            (1, "Dự án 1", Decimal("12345.678"), Decimal("20.03")),
            (2, "Dự án 2", None, None),
        ),
        "decimals": (0, None, 3, 2),
    }
    return DataTable(**values | fields)


def a_document(**fields: object) -> OfficialDocument:
    values = {
        "letterhead": Letterhead(
            "UBND tỉnh Lạng Sơn",
            "Sở Dân tộc và Tôn giáo",
            "05/BC-SDTTG",
            "BC-SDTTG",
            "Lạng Sơn",
            date(2025, 1, 5),
        ),
        "kind": "Báo cáo",
        "subject": "Tình hình thực hiện Chương trình quý IV năm 2024",
        "blocks": (
            Heading("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
            *[Paragraph(SENTENCE * 6)] * 12,
            Heading("1. Vốn", 2),
            a_table(),
        ),
        "signature": Signature(("KT. Giám đốc", "Phó Giám đốc"), "Nguyễn Văn Mẫu"),
        "recipients": ("Như trên;", "Lưu: VT."),
        "annexes": (
            Annex("Chỉ tiêu", (a_table("Kết quả thực hiện chỉ tiêu"),)),
            Annex("Khó khăn", (Paragraph("Không có."),), is_landscape=False),
        ),
    }
    return OfficialDocument(**values | fields)
