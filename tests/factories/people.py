"""Users with what they may do and where."""

from indicators.models import Area, Membership, Role, User

PASSWORD = "minh-hoa-2024"

NAMES = {
    "trangdinh": ("Nông Văn", "Ví Dụ"),
    "vanquan": ("Hoàng Thị", "Mẫu"),
    "canbotinh": ("Lý Thị", "Minh Họa"),
    "lanhdao": ("Vi Văn", "Thử"),
    "quantri": ("Triệu Thị", "Nghiệm"),
}


def member(username: str, role: Role, area: Area) -> User:
    """The user of that name in that role; the one who exists already, where the sample made it."""
    family_name, given_name = NAMES.get(username, ("Cán bộ", area.short_name))
    user, created = User.objects.get_or_create(
        username=username, defaults={"last_name": family_name, "first_name": given_name}
    )
    if created:
        user.set_password(PASSWORD)
        user.save()
    Membership.objects.get_or_create(user=user, role=role, area=area)
    return user
