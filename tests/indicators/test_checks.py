from indicators.checks import totp_roles_exist


def test_roles_that_exist_are_fine(settings) -> None:
    settings.TOTP_ROLES = frozenset({"leader", "administrator"})

    assert totp_roles_exist(None) == []


def test_misspelt_role_stops_the_site(settings) -> None:
    settings.TOTP_ROLES = frozenset({"leader", "lãnh đạo"})

    (error,) = totp_roles_exist(None)

    assert "lãnh đạo" in error.msg
    assert "provincial_officer" in error.hint
