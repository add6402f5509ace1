"""Who answers for what a command writes."""

from indicators.models import Role, User


def answering_person(username: str | None) -> User | None:
    """The active person of that name, or without a name the only administrator there is; None
    where that is nobody, or more than one."""
    people = User.objects.filter(is_active=True)
    if username is not None:
        found = list(people.filter(username=username))
    else:
        found = list(people.filter(memberships__role=Role.ADMINISTRATOR).distinct()[:2])
    return found[0] if len(found) == 1 else None
