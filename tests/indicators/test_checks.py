from datetime import timedelta

from indicators.checks import idle_time_is_long_enough, totp_roles_exist


def test_roles_that_exist_are_fine(settings) -> None:
    settings.TOTP_ROLES = frozenset({"leader", "administrator"})

    assert totp_roles_exist(None) == []


def test_misspelt_role_stops_the_site(settings) -> None:
    settings.TOTP_ROLES = frozenset({"leader", "lãnh đạo"})

    (error,) = totp_roles_exist(None)

    assert "lãnh đạo" in error.msg
    assert "provincial_officer" in error.hint


def test_idle_time_that_would_end_busy_sessions_stops_the_site(settings) -> None:
    settings.IDLE_TIME = timedelta(minutes=5)
    assert idle_time_is_long_enough(None) == []

    settings.IDLE_TIME = timedelta(minutes=4)
    (error,) = idle_time_is_long_enough(None)

    assert "từ 5 phút trở lên" in error.msg
