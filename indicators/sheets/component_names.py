"""The programme's ten projects and fourteen sub-projects (Decision 1719/QĐ-TTg)."""

from indicators.sheets.spec import Component

# Code, full name, and the shorter names that reports use.
COMPONENTS = (
    Component(
        "DA1",
        "Giải quyết tình trạng thiếu đất ở, nhà ở, đất sản xuất, nước sinh hoạt",
    ),
    Component(
        "DA2",
        "Quy hoạch, sắp xếp, bố trí, ổn định dân cư ở những nơi cần thiết",
    ),
    Component(
        "DA3",
        "Phát triển sản xuất nông, lâm nghiệp bền vững, phát huy tiềm năng, thế "
        "mạnh của các vùng miền để sản xuất hàng hóa theo chuỗi giá trị",
        ("Phát triển sản xuất nông, lâm nghiệp bền vững",),
    ),
    Component(
        "DA3.TDA1",
        "Phát triển kinh tế nông, lâm nghiệp bền vững gắn với bảo vệ rừng và nâng "
        "cao thu nhập cho người dân",
    ),
    Component(
        "DA3.TDA2",
        "Hỗ trợ phát triển sản xuất theo chuỗi giá trị, vùng trồng dược liệu quý, "
        "thúc đẩy khởi sự kinh doanh, khởi nghiệp và thu hút đầu tư",
    ),
    Component(
        "DA3.TDA3",
        "Phát triển kinh tế - xã hội - mô hình bộ đội gắn với dân bản",
    ),
    Component(
        "DA4",
        "Đầu tư cơ sở hạ tầng thiết yếu, phục vụ sản xuất, đời sống trong vùng đồng"
        " bào DTTS&MN và các đơn vị sự nghiệp công lập của lĩnh vực dân tộc",
        ("Đầu tư cơ sở hạ tầng thiết yếu phục vụ sản xuất, đời sống",),
    ),
    Component(
        "DA4.TDA1",
        "Đầu tư cơ sở hạ tầng thiết yếu, phục vụ sản xuất, đời sống",
    ),
    Component(
        "DA4.TDA2",
        "Đầu tư cơ sở vật chất các đơn vị sự nghiệp công lập của lĩnh vực công tác dân tộc",
    ),
    Component(
        "DA5",
        "Phát triển giáo dục đào tạo nâng cao chất lượng nguồn nhân lực",
    ),
    Component(
        "DA5.TDA1",
        "Đổi mới hoạt động, củng cố phát triển trường PTDTNT, PTDTBT, trường có học"
        " sinh bán trú và xóa mù chữ",
    ),
    Component(
        "DA5.TDA2",
        "Bồi dưỡng kiến thức dân tộc; đào tạo dự bị đại học, đại học và sau đại học",
    ),
    Component(
        "DA5.TDA3",
        "Phát triển giáo dục nghề nghiệp và giải quyết việc làm",
    ),
    Component(
        "DA5.TDA4",
        "Đào tạo nâng cao năng lực cho cộng đồng và cán bộ triển khai Chương trình",
    ),
    Component(
        "DA6",
        "Bảo tồn, phát huy giá trị văn hóa truyền thống tốt đẹp của các DTTS gắn "
        "với phát triển du lịch",
    ),
    Component(
        "DA7",
        "Chăm sóc sức khỏe Nhân dân, nâng cao thể trạng, tầm vóc người DTTS; phòng "
        "chống suy dinh dưỡng trẻ em",
        ("Chăm sóc sức khỏe nhân dân, nâng cao thể trạng, tầm vóc người DTTS",),
    ),
    Component(
        "DA8",
        "Thực hiện bình đẳng giới và giải quyết những vấn đề cấp thiết đối với phụ nữ và trẻ em",
    ),
    Component(
        "DA9",
        "Đầu tư phát triển nhóm DTTS rất ít người và nhóm dân tộc còn nhiều khó khăn",
    ),
    Component(
        "DA9.TDA1",
        "Đầu tư phát triển KT-XH các dân tộc còn gặp nhiều khó khăn, dân tộc có khó khăn đặc thù",
    ),
    Component(
        "DA9.TDA2",
        "Giảm thiểu tình trạng tảo hôn và hôn nhân cận huyết thống",
    ),
    Component(
        "DA10",
        "Truyền thông, tuyên truyền, vận động trong vùng đồng bào DTTS&MN. Kiểm "
        "tra, giám sát, đánh giá việc tổ chức thực hiện Chương trình",
        ("Truyền thông, tuyên truyền, vận động; kiểm tra, giám sát đánh giá",),
    ),
    Component(
        "DA10.TDA1",
        "Biểu dương, tôn vinh điển hình tiên tiến, phát huy vai trò người có uy "
        "tín; phổ biến, giáo dục pháp luật, trợ giúp pháp lý; tuyên truyền, vận "
        "động",
    ),
    Component(
        "DA10.TDA2",
        "Ứng dụng công nghệ thông tin hỗ trợ phát triển KT-XH và bảo đảm an ninh trật tự",
    ),
    Component(
        "DA10.TDA3",
        "Kiểm tra, giám sát, đánh giá, đào tạo, tập huấn tổ chức thực hiện Chương trình",
    ),
)
