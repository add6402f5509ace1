"""Invented obstacles, each of a kind that reports of Lạng Sơn or other provinces name: what was
said, and what was done about it on which day. Places, days and amounts are invented."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

OFFICE = "ban-dan-toc"


@dataclass(frozen=True)
class Doing:
    """`what` is accept, take, note, instruct, escalate, resolve, reject or merge;
    `to` the level for escalate, and for merge the key of the story that it goes into."""

    day: date
    what: str
    text: str = ""
    to: str = ""


@dataclass(frozen=True)
class Story:
    """`districts` by code, the first of them raised it."""

    key: str
    raised_on: date
    districts: tuple[str, ...]
    category: str
    content: str
    remedy: str
    authority: str
    cause: str = "objective"
    cause_text: str = ""
    severity: str = "medium"
    capital: Decimal | None = None
    component: str = ""
    indicator: str = ""
    agency: str = OFFICE
    due_on: date | None = None
    doings: tuple[Doing, ...] = ()


def _accepted(day: date) -> tuple[Doing, ...]:
    return (Doing(day, "accept"),)


def _in_hand(accepted: date, taken: date) -> tuple[Doing, ...]:
    return (Doing(accepted, "accept"), Doing(taken, "take"))


STORIES: tuple[Story, ...] = (
    Story(
        key="dat-o",
        raised_on=date(2023, 9, 12),
        districts=("184", "181"),
        category="land",
        content="Không còn quỹ đất công để giao đất ở cho hộ nghèo; nhiều hộ làm nhà trên đất "
        "rừng, chưa có giấy chứng nhận quyền sử dụng đất nên chưa được hỗ trợ.",
        cause_text="Quỹ đất ở nông thôn hạn hẹp; hồ sơ chuyển mục đích sử dụng đất kéo dài.",
        remedy="Cho phép hỗ trợ bằng tiền để hộ tự nhận chuyển nhượng đất; rà soát đất nông, lâm "
        "trường giao lại địa phương.",
        authority="ministry",
        severity="high",
        capital=Decimal(8450),
        component="DA1.ND1",
        indicator="ho-ngheo",
        due_on=date(2024, 6, 30),
        doings=(
            *_in_hand(date(2023, 9, 25), date(2023, 10, 10)),
            Doing(
                date(2024, 3, 5),
                "escalate",
                "Vượt thẩm quyền của tỉnh, đề nghị hướng dẫn hình thức hỗ trợ.",
                "ministry",
            ),
            Doing(date(2024, 7, 16), "note", "Bộ chưa trả lời; huyện đã lập danh sách 61 hộ."),
            Doing(
                date(2024, 9, 4),
                "instruct",
                "Giao Ban Dân tộc làm việc trực tiếp với bộ, báo cáo kết quả trước 30/10.",
            ),
        ),
    ),
    Story(
        key="quy-hoach",
        raised_on=date(2024, 2, 20),
        districts=("187",),
        category="plan",
        content="Điểm định canh định cư xen ghép chưa có trong kế hoạch sử dụng đất cấp huyện nên "
        "chưa đủ điều kiện phê duyệt dự án.",
        remedy="Bổ sung kế hoạch sử dụng đất năm 2024 của huyện.",
        authority="province",
        capital=Decimal(5200),
        component="DA2",
        due_on=date(2024, 9, 30),
        doings=(
            *_in_hand(date(2024, 3, 1), date(2024, 3, 18)),
            Doing(date(2024, 8, 22), "resolve", "Kế hoạch sử dụng đất của huyện đã được bổ sung."),
        ),
    ),
    Story(
        key="mat-bang-duong",
        raised_on=date(2024, 3, 11),
        districts=("180",),
        category="clear",
        content="Đường liên xã phải dừng ở ba đoạn do một số hộ chưa nhận tiền bồi thường và chưa "
        "xong thủ tục chuyển mục đích đất rừng.",
        cause_text="Đơn giá bồi thường cây lâu năm thấp hơn giá thị trường.",
        remedy="Thẩm định lại giá bồi thường; cho chuyển mục đích đất rừng theo từng đoạn.",
        authority="province",
        severity="high",
        capital=Decimal(12300),
        component="DA4.TDA1",
        indicator="duong-xa",
        agency="ubnd-180",
        due_on=date(2024, 10, 31),
        doings=(
            *_in_hand(date(2024, 3, 20), date(2024, 4, 2)),
            Doing(date(2024, 8, 5), "note", "Hai trong ba đoạn đã bàn giao mặt bằng."),
        ),
    ),
    Story(
        key="doi-tuong-nha-o",
        raised_on=date(2024, 4, 16),
        districts=("186",),
        category="notarget",
        content="Số hộ đủ điều kiện hỗ trợ nhà ở ít hơn số đã giao vốn do đầu năm nhiều hộ đã "
        "thoát nghèo; vốn còn thừa chưa được chuyển nội dung khác.",
        remedy="Cho điều chỉnh vốn còn thừa sang nội dung nước sinh hoạt.",
        authority="province",
        capital=Decimal(2140),
        component="DA1.ND2",
        due_on=date(2024, 7, 31),
        doings=(
            *_in_hand(date(2024, 4, 26), date(2024, 5, 6)),
            Doing(date(2024, 7, 19), "resolve", "Vốn đã được điều chỉnh trong năm."),
        ),
    ),
    Story(
        key="nha-thau-nuoc",
        raised_on=date(2024, 5, 8),
        districts=("182",),
        category="bid",
        content="Công trình nước sinh hoạt tập trung phải lựa chọn lại nhà thầu do không có nhà "
        "thầu nào đáp ứng hồ sơ mời thầu.",
        cause="subjective",
        cause_text="Hồ sơ mời thầu đặt yêu cầu không sát với quy mô công trình.",
        remedy="Lập lại hồ sơ mời thầu, mời thầu qua mạng.",
        authority="district",
        capital=Decimal(3900),
        component="DA1.ND5",
        indicator="nuoc-sach",
        agency="ubnd-182",
        due_on=date(2024, 8, 31),
        doings=_in_hand(date(2024, 5, 20), date(2024, 6, 3)),
    ),
    Story(
        key="phe-duyet-cham",
        raised_on=date(2024, 5, 21),
        districts=("189",),
        category="approve",
        content="Dự án chuỗi giá trị hồi và quế chậm được phê duyệt vì hội đồng thẩm định phải họp "
        "lại nhiều lần.",
        cause="subjective",
        remedy="Ban hành mẫu hồ sơ thống nhất; ấn định thời hạn thẩm định.",
        authority="district",
        capital=Decimal(1750),
        component="DA3.TDA2",
        agency="ubnd-189",
        due_on=date(2024, 12, 15),
        doings=_accepted(date(2024, 6, 5)),
    ),
    Story(
        key="huong-dan-ngheo",
        raised_on=date(2024, 6, 4),
        districts=("185",),
        category="guide",
        content="Huyện và xã hiểu khác nhau về trình tự lựa chọn dự án phát triển sản xuất cộng "
        "đồng nên hồ sơ bị trả lại.",
        remedy="Sở, ban, ngành tỉnh ban hành một hướng dẫn chung và tập huấn cho cấp xã.",
        authority="province",
        component="DA3.TDA2",
        due_on=date(2024, 8, 15),
        doings=(
            *_in_hand(date(2024, 6, 14), date(2024, 6, 24)),
            Doing(date(2024, 8, 9), "resolve", "Đã ban hành hướng dẫn, tập huấn hai đợt."),
        ),
    ),
    Story(
        key="von-su-nghiep",
        raised_on=date(2024, 6, 18),
        districts=("188",),
        category="capslow",
        content="Vốn sự nghiệp giao chậm và giao chi tiết đến từng dự án nên huyện không "
        "được tự điều chỉnh giữa các nội dung.",
        remedy="Giao tổng vốn sự nghiệp cho huyện tự quyết định.",
        authority="government",
        severity="high",
        capital=Decimal(15800),
        component="DA3.TDA1",
        due_on=date(2024, 12, 31),
        doings=(
            *_in_hand(date(2024, 6, 28), date(2024, 7, 8)),
            Doing(
                date(2024, 8, 12),
                "escalate",
                "Đề nghị cho cấp huyện quyết định phân bổ chi tiết.",
                "government",
            ),
        ),
    ),
    Story(
        key="dinh-muc-nha",
        raised_on=date(2024, 7, 2),
        districts=("181", "184"),
        category="norm",
        content="Định mức hỗ trợ làm nhà thấp so với giá vật liệu vận chuyển đến thôn vùng cao; hộ "
        "nghèo không có vốn đối ứng nên không đăng ký.",
        remedy="Nâng mức hỗ trợ, huy động thêm nguồn xã hội hóa.",
        authority="government",
        severity="high",
        capital=Decimal(4320),
        component="DA1.ND2",
        indicator="ho-ngheo",
        due_on=date(2025, 3, 31),
        doings=_accepted(date(2024, 7, 15)),
    ),
    Story(
        key="dinh-muc-nha-2",
        raised_on=date(2024, 7, 9),
        districts=("180",),
        category="norm",
        content="Mức hỗ trợ làm nhà cho hộ nghèo thấp so với giá vật liệu ở vùng cao, hộ không "
        "có vốn đối ứng.",
        remedy="Nâng mức hỗ trợ.",
        authority="government",
        doings=(Doing(date(2024, 7, 22), "merge", "Cùng một việc.", "dinh-muc-nha"),),
    ),
    Story(
        key="can-bo-xa",
        raised_on=date(2024, 7, 23),
        districts=("183",),
        category="staff",
        content="Cán bộ xã kiêm nhiệm, thay đổi nhiều, lúng túng khi làm chủ đầu tư công trình nhỏ "
        "và khi thanh toán.",
        cause="subjective",
        remedy="Tập huấn theo chuyên đề thanh toán, quyết toán; huyện cử người kèm việc.",
        authority="district",
        severity="low",
        component="DA5.TDA4",
        agency="ubnd-183",
        due_on=date(2024, 11, 30),
        doings=_in_hand(date(2024, 8, 1), date(2024, 8, 12)),
    ),
    Story(
        key="trong-cho",
        raised_on=date(2024, 8, 6),
        districts=("178",),
        category="rely",
        content="Một số hộ chưa chủ động, còn trông chờ hỗ trợ cho không, không muốn ra khỏi danh "
        "sách hộ nghèo.",
        remedy="Tăng hỗ trợ có điều kiện, giảm hỗ trợ cho không.",
        authority="commune",
        severity="low",
        indicator="ho-ngheo",
        doings=(
            Doing(
                date(2024, 8, 19),
                "reject",
                "Thuộc công tác tuyên truyền thường xuyên của xã, không theo dõi ở cấp tỉnh.",
            ),
        ),
    ),
    Story(
        key="doi-ung",
        raised_on=date(2024, 8, 20),
        districts=("189", "181"),
        category="counter",
        content="Ngân sách huyện không cân đối đủ vốn đối ứng cho các công trình đường thôn.",
        remedy="Tỉnh hỗ trợ phần đối ứng cho huyện nghèo.",
        authority="province",
        capital=Decimal(6100),
        component="DA4.TDA1",
        indicator="duong-thon",
        due_on=date(2025, 1, 31),
        doings=_in_hand(date(2024, 8, 30), date(2024, 9, 9)),
    ),
    Story(
        key="dia-hinh",
        raised_on=date(2024, 9, 10),
        districts=("187",),
        category="terrain",
        content="Dân cư phân tán, suất đầu tư đường và nước đến các thôn còn lại rất cao so với số "
        "hộ hưởng lợi.",
        remedy="Xét suất đầu tư riêng cho thôn dưới 30 hộ; ưu tiên nước phân tán.",
        authority="province",
        component="DA4.TDA1",
    ),
    Story(
        key="het-chinh-sach",
        raised_on=date(2024, 9, 24),
        districts=("188", "184"),
        category="policyloss",
        content="Xã ra khỏi diện đặc biệt khó khăn hoặc đạt nông thôn mới thì người dân thôi hưởng "
        "bảo hiểm y tế và hỗ trợ học sinh, dù đời sống chưa thay đổi kịp.",
        remedy="Cho hưởng chính sách chuyển tiếp ba năm.",
        authority="government",
        severity="high",
        indicator="bao-hiem-y-te",
    ),
)
