"""Who sees and who writes what; nobody finds what they may not see."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from indicators.models import Area, AreaKind, ImportBatch, Period, Report, Role, User
from indicators.permissions import (
    access_of,
    found_or_404,
    may_write,
    readable_areas,
    readable_batches,
    writable_reports,
)
from tests.factories.people import member
from tests.factories.reference import commune, district, province, report_of
from tests.factories.rows import new_batch, new_user, saved


def test_district_officer_reads_own_places_and_the_province(trang_dinh_officer: User) -> None:
    found = readable_areas(access_of(trang_dinh_officer))

    assert set(found) == {*Area.objects.under(district("180")), province()}
    assert district("184") not in found


@pytest.mark.parametrize("role", ["provincial_officer", "leader", "administrator"])
def test_people_of_the_province_read_everything(role: str, request: pytest.FixtureRequest) -> None:
    access = access_of(request.getfixturevalue(role))

    assert access.sees_everything
    assert readable_areas(access).count() == Area.objects.count()


def test_district_officer_writes_own_reports_only(
    trang_dinh_officer: User, open_quarter: Period
) -> None:
    found = writable_reports(access_of(trang_dinh_officer))

    assert [report.area.code for report in found] == ["180"]
    assert found.get().form.code == "F1"


@pytest.mark.parametrize("role", ["provincial_officer", "administrator"])
def test_provincial_officer_and_administrator_write_every_report(
    role: str, request: pytest.FixtureRequest, open_quarter: Period
) -> None:
    found = writable_reports(access_of(request.getfixturevalue(role)))

    assert found.count() == Report.objects.count() == 12


def test_leader_writes_nothing(leader: User, open_quarter: Period) -> None:
    access = access_of(leader)

    assert not access.can_import
    assert not writable_reports(access).exists()
    assert not may_write(access, report_of("F1", "180"))


def test_person_without_a_role_reads_and_writes_nothing_of_a_district(
    open_quarter: Period,
) -> None:
    access = access_of(saved(new_user()))

    assert set(readable_areas(access).values_list("kind", flat=True)) == {AreaKind.PROVINCE}
    assert not writable_reports(access).exists()
    assert not access.can_import


def test_anonymous_visitor_has_no_rights(db: None) -> None:
    access = access_of(AnonymousUser())

    assert access.memberships == ()
    assert not access.sees_everything
    assert not access.can_import


def test_commune_membership_does_not_reach_upwards(open_quarter: Period) -> None:
    officer = member("can-bo-xa", Role.DISTRICT_OFFICER, commune("06001"))

    assert not may_write(access_of(officer), report_of("F1", "180"))


def test_two_memberships_add_up(trang_dinh_officer: User, open_quarter: Period) -> None:
    member("trangdinh", Role.DISTRICT_OFFICER, district("184"))

    found = writable_reports(access_of(trang_dinh_officer))

    assert set(found.values_list("area__code", flat=True)) == {"180", "184"}


def test_leader_of_everything_who_writes_for_one_district_writes_there_only(
    leader: User, open_quarter: Period
) -> None:
    member("lanhdao", Role.DISTRICT_OFFICER, district("180"))

    found = writable_reports(access_of(leader))

    assert set(found.values_list("area__code", flat=True)) == {"180"}


def test_batches_of_another_district_are_not_found(
    trang_dinh_officer: User, van_quan_officer: User
) -> None:
    batch = saved(new_batch())

    assert found_or_404(readable_batches(access_of(trang_dinh_officer)), pk=batch.pk) == batch
    with pytest.raises(Http404, match="ngoài phạm vi"):
        found_or_404(readable_batches(access_of(van_quan_officer)), pk=batch.pk)


def test_leader_finds_every_batch(leader: User) -> None:
    saved(new_batch())

    assert readable_batches(access_of(leader)).count() == ImportBatch.objects.count() == 1


def test_what_does_not_exist_is_refused_like_what_one_may_not_see(
    trang_dinh_officer: User,
) -> None:
    areas = readable_areas(access_of(trang_dinh_officer))

    with pytest.raises(Http404) as missing:
        found_or_404(areas, code="00000")
    with pytest.raises(Http404) as foreign:
        found_or_404(areas, code="184")

    assert str(missing.value) == str(foreign.value)


def test_access_names_role_and_place(trang_dinh_officer: User) -> None:
    access = access_of(trang_dinh_officer)

    assert (access.role_label, access.area_name) == ("Cán bộ huyện", "Huyện Tràng Định")


def test_access_is_read_once_per_user_object(
    trang_dinh_officer: User, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        access_of(trang_dinh_officer)
        access_of(trang_dinh_officer)
