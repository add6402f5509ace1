"""A district's sheet of obstacles, from preview to undo."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest

from indicators.models import BatchState, Role, User
from indicators.selectors.reading import programme_request
from indicators.sheets.programme import OBSTACLE_FORM
from programs.kept_sheet import sheet_reading
from programs.models import (
    Authority,
    Cause,
    Obstacle,
    ObstacleCategory,
    ObstacleState,
    ObstacleStep,
    ObstacleUpdate,
    ProgrammeBatch,
)
from programs.obstacle_sheet import Answer, shown_obstacles
from programs.services.obstacle_sheets import (
    confirm_obstacles,
    reread_obstacles,
    undo_obstacles,
)
from programs.services.obstacles import Account, note_progress, raise_obstacle, reject_obstacle
from programs.services.sheets import SheetRefused
from tests.factories.obstacle_sheets import (
    CAO_LOC,
    SORTED,
    obstacle_book,
    previewed_obstacles,
)
from tests.factories.people import member
from tests.factories.reference import district
from tests.factories.times import NOW
from tests.indicators.views.examples import example
from tests.programs.obstacle_rows import accepted, raised

END = date(2024, 9, 30)
LAND = (1, "Thiếu quỹ đất ở", "Vướng đất rừng", "Điều chỉnh quy hoạch", "UBND tỉnh", None, None)
SLOW = (2, "Phê duyệt dự án chậm ở xã Gia Cát", None, None, None, None, None)


@pytest.fixture
def officer(db: None) -> User:
    return member("caoloc", Role.DISTRICT_OFFICER, district(CAO_LOC))


def confirm(batch: ProgrammeBatch, by: User, **given: object) -> ProgrammeBatch:
    return confirm_obstacles(batch=batch, by=by, now=NOW, **given)


def refused(batch: ProgrammeBatch, by: User, **given: object) -> SheetRefused:
    with pytest.raises(SheetRefused) as caught:
        confirm(batch, by, **given)
    return caught.value


def undo(batch: ProgrammeBatch, by: User, reason: str = "Tải nhầm tệp") -> ProgrammeBatch:
    return undo_obstacles(batch=batch, by=by, now=NOW, reason=reason)


def codes(batch: ProgrammeBatch, level: str = "error") -> list[str]:
    return [p.code for p in sheet_reading(batch).problems if p.level == level]


def truth(key: str) -> list[str]:
    return [r["value"] for r in example("R05").truth["records"] if r["key"] == key]


def test_preview_keeps_the_file_and_raises_nothing(officer: User) -> None:
    batch = previewed_obstacles(officer)

    assert batch.state == BatchState.PREVIEWED
    with batch.file.open("rb") as kept:
        assert kept.read() == example("R05").content
    assert len(shown_obstacles(batch).to_raise) == len(truth("content"))
    assert not Obstacle.objects.exists()


def test_confirmed_sheet_is_raised_as_the_truth_says(officer: User) -> None:
    batch = confirm(previewed_obstacles(officer), officer)

    rows = list(Obstacle.objects.order_by("pk"))
    assert [row.content for row in rows] == truth("content")
    assert [row.cause_text for row in rows] == truth("cause")
    assert [row.remedy for row in rows] == truth("proposal")
    assert [row.agency_text for row in rows] == truth("agency")
    assert [row.due_on.isoformat() for row in rows] == truth("due")
    assert {(row.state, row.raised_on) for row in rows} == {(ObstacleState.RAISED, END)}
    assert {area.code for row in rows for area in row.areas.all()} == {CAO_LOC}
    assert {raising.batch for row in rows for raising in row.raisings.all()} == {batch}
    assert (batch.created_count, batch.unchanged_count) == (len(rows), 0)


def test_what_the_sheet_says_of_the_state_is_told_and_changes_no_state(officer: User) -> None:
    confirm(previewed_obstacles(officer), officer)

    told = ObstacleUpdate.objects.filter(step=ObstacleStep.RAISED).order_by("pk")
    assert [step.text for step in told] == [
        f"Báo cáo quý III năm 2024 ghi tình trạng: {status}" for status in truth("status")
    ]


def test_same_file_again_says_that_nothing_changes(officer: User) -> None:
    confirm(previewed_obstacles(officer), officer)

    again = previewed_obstacles(officer)

    assert again.message.startswith("Không có thay đổi")
    assert confirm(again, officer).unchanged_count == len(truth("content"))
    assert Obstacle.objects.count() == len(truth("content"))


def test_nothing_is_guessed_of_a_sheet_that_does_not_sort(officer: User) -> None:
    confirm(previewed_obstacles(officer, obstacle_book(LAND)), officer)

    row = Obstacle.objects.get()
    assert (row.category, row.cause, row.authority) == (None, "", "")


def test_a_person_sorts_the_rows_and_leaves_some_out(officer: User) -> None:
    batch = previewed_obstacles(officer, obstacle_book(LAND, SLOW))
    answers = {
        "obstacle1": Answer("land", Cause.OBJECTIVE, Authority.PROVINCE),
        "obstacle2": Answer(is_left_out=True),
    }

    batch = confirm(batch, officer, answers=answers)

    row = Obstacle.objects.get()
    assert (row.category.code, row.cause, row.authority) == ("land", "objective", "province")
    assert "1 dòng bỏ qua" in batch.message


def test_choice_that_is_in_no_list_is_refused(officer: User) -> None:
    batch = previewed_obstacles(officer, obstacle_book(LAND))

    error = refused(batch, officer, answers={"obstacle1": Answer(category="khong-co")})

    assert (error.code, error.lines) == ("unknown_choice", ("obstacle1",))
    assert not Obstacle.objects.exists()


def test_sheet_that_sorts_is_taken_at_its_word(officer: User) -> None:
    group = ObstacleCategory.objects.get(code="land").name
    row = (*LAND, group, "Chủ quan", "UBND huyện")

    confirm(previewed_obstacles(officer, obstacle_book(row, headings=SORTED)), officer)

    stored = Obstacle.objects.get()
    assert (stored.category.code, stored.cause, stored.authority) == (
        "land",
        Cause.SUBJECTIVE,
        Authority.DISTRICT,
    )


def test_words_that_are_in_no_list_are_refused_and_never_guessed(officer: User) -> None:
    row = (*LAND, "Đất đai các thứ", "Cả hai", "Trung ương")
    batch = previewed_obstacles(officer, obstacle_book(row, headings=SORTED))

    assert codes(batch) == ["unknown_category", "unknown_cause_kind", "unknown_authority"]
    assert refused(batch, officer).code == "refusals_not_seen"

    batch = confirm(batch, officer, refused_seen=3)
    stored = Obstacle.objects.get()
    assert (stored.category, stored.cause, stored.authority) == (None, "", "")
    assert batch.is_partial


def test_due_day_before_the_raising_is_refused_with_both_days(officer: User) -> None:
    row = (*LAND[:5], date(2024, 8, 15), None)
    batch = previewed_obstacles(officer, obstacle_book(row))

    (problem,) = sheet_reading(batch).errors
    assert "15/08/2024" in problem.message
    assert "30/09/2024" in problem.message
    confirm(batch, officer, refused_seen=1)
    assert Obstacle.objects.get().due_on is None


def test_one_obstacle_written_twice_is_raised_once(officer: User) -> None:
    twin = (2, LAND[1].upper(), *SLOW[2:])
    batch = previewed_obstacles(officer, obstacle_book(LAND, twin))

    assert codes(batch) == ["told_twice"]
    assert {record.cell[1:] for record in sheet_reading(batch).records} == {"4"}
    confirm(batch, officer, refused_seen=1)
    assert Obstacle.objects.count() == 1


def test_text_that_the_register_cannot_hold_is_refused(officer: User) -> None:
    long = (1, "dài " * 600, *SLOW[2:])
    batch = previewed_obstacles(officer, obstacle_book(long, SLOW))

    assert codes(batch) == ["text_too_long"]
    confirm(batch, officer, refused_seen=1)
    assert Obstacle.objects.get().content == SLOW[1]


def test_row_like_an_open_obstacle_is_told_and_never_merged(
    officer: User, provincial_officer: User
) -> None:
    other = raised(provincial_officer, "Thiếu quỹ đất ở cho hộ nghèo", code=CAO_LOC)
    batch = previewed_obstacles(officer, obstacle_book(LAND))

    (line,) = shown_obstacles(batch).resembling
    assert [one.pk for one in line.alike] == [other.pk]
    assert codes(batch, "warning") == ["resembles_open"]
    confirm(batch, officer)
    assert Obstacle.objects.filter(state=ObstacleState.RAISED).count() == 2


def test_a_district_is_not_told_of_what_it_may_not_read(
    officer: User, provincial_officer: User
) -> None:
    raised(provincial_officer, "Thiếu quỹ đất ở cho hộ nghèo", code="184")

    batch = previewed_obstacles(officer, obstacle_book(LAND))

    assert not shown_obstacles(batch).resembling


def test_one_that_has_ended_is_not_raised_again_in_silence(
    officer: User, provincial_officer: User
) -> None:
    confirm(previewed_obstacles(officer, obstacle_book(LAND)), officer)
    told = {"by": provincial_officer, "now": NOW, "text": "Đã có hướng dẫn"}
    reject_obstacle(obstacle=Obstacle.objects.get(), **told)

    batch = previewed_obstacles(officer, obstacle_book(LAND))

    assert codes(batch, "warning") == ["already_ended"]
    assert not shown_obstacles(batch).to_raise


def test_register_that_changed_meanwhile_refuses_with_the_difference(officer: User) -> None:
    first = previewed_obstacles(officer, obstacle_book(LAND, SLOW))
    account = Account(content=LAND[1], areas=(district(CAO_LOC),))
    raise_obstacle(account=account, area=district(CAO_LOC), by=officer, now=NOW)

    error = refused(first, officer)

    assert error.code == "overtaken"
    assert "khó khăn số 1 (ô B4)" in str(error)
    assert Obstacle.objects.count() == 1
    asked = {"by": officer, "now": NOW}
    request = programme_request(form=OBSTACLE_FORM, area=first.area, period=first.period)
    again = reread_obstacles(batch=first, request=request, **asked)
    confirm(again, officer)
    assert Obstacle.objects.count() == 2


def test_confirming_twice_is_confirming_once(officer: User) -> None:
    batch = previewed_obstacles(officer, obstacle_book(LAND))

    confirm(batch, officer)
    confirm(batch, officer)

    assert Obstacle.objects.count() == 1


def test_page_that_is_older_than_the_reading_is_refused(officer: User) -> None:
    batch = previewed_obstacles(officer, obstacle_book(LAND))

    assert refused(batch, officer, fingerprint="cu").code == "read_again"


def test_undone_sheet_withdraws_what_it_raised_and_can_come_again(officer: User) -> None:
    batch = undo(confirm(previewed_obstacles(officer, obstacle_book(LAND)), officer), officer)

    row = Obstacle.objects.get()
    assert (batch.state, row.state) == (BatchState.UNDONE, ObstacleState.WITHDRAWN)
    assert row.updates.last().text == "Tải nhầm tệp"
    again = previewed_obstacles(officer, obstacle_book(LAND))
    assert len(shown_obstacles(again).to_raise) == 1


def test_undo_is_refused_once_the_province_has_taken_one_up(
    officer: User, provincial_officer: User
) -> None:
    batch = confirm(previewed_obstacles(officer, obstacle_book(LAND, SLOW)), officer)
    first = Obstacle.objects.order_by("pk").first()
    accepted(first, provincial_officer, due_on=date(2024, 12, 1))

    with pytest.raises(SheetRefused, match=first.code):
        undo(batch, officer)

    assert not Obstacle.objects.filter(state=ObstacleState.WITHDRAWN).exists()


def test_undo_is_refused_after_a_note_of_progress(officer: User) -> None:
    batch = confirm(previewed_obstacles(officer, obstacle_book(LAND)), officer)
    note_progress(obstacle=Obstacle.objects.get(), text="Đã họp", by=officer, now=NOW)

    with pytest.raises(SheetRefused, match="đã có bước sau"):
        undo(batch, officer)


def test_undo_needs_a_reason(officer: User) -> None:
    batch = confirm(previewed_obstacles(officer, obstacle_book(LAND)), officer)

    with pytest.raises(SheetRefused, match="lý do"):
        undo(batch, officer, reason=" ")


def test_another_districts_officer_is_refused(van_quan_officer: User) -> None:
    with pytest.raises(SheetRefused) as caught:
        previewed_obstacles(van_quan_officer)

    assert caught.value.code == "not_yours"
    assert not ProgrammeBatch.objects.exists()


def test_quarter_that_runs_counts_from_today(officer: User) -> None:
    title = "Khó khăn, vướng mắc - Huyện Cao Lộc - Quý IV năm 2024"
    batch = previewed_obstacles(officer, obstacle_book(LAND, title=title), quarter="2024Q4")

    confirm(batch, officer)

    assert Obstacle.objects.get().raised_on == NOW.date()


def test_quarter_that_has_not_begun_is_refused(officer: User) -> None:
    before = NOW - timedelta(days=30)

    with pytest.raises(SheetRefused) as caught:
        previewed_obstacles(officer, now=before, quarter="2024Q4")

    assert caught.value.code == "future"


def test_another_quarter_s_file_is_refused_whole(officer: User) -> None:
    batch = previewed_obstacles(officer, quarter="2024Q2")

    assert batch.state == BatchState.REFUSED
    assert refused(batch, officer).code == "refused"


def test_two_sheets_that_both_count_from_one_are_raised_whole(officer: User) -> None:
    book = openpyxl.load_workbook(BytesIO(obstacle_book(LAND, SLOW)))
    second = book.copy_worksheet(book.active)
    second["B4"], second["B5"] = "Đường vào thôn hỏng", "Chưa có mỏ đá"
    stream = BytesIO()
    book.save(stream)

    batch = confirm(previewed_obstacles(officer, stream.getvalue()), officer)

    assert not codes(batch)
    assert batch.created_count == 4


def test_row_without_a_number_takes_no_other_with_it(officer: User) -> None:
    batch = previewed_obstacles(officer, obstacle_book(LAND, (None, "và cả đất sản xuất"), SLOW))

    assert codes(batch) == ["obstacle_without_number"]
    assert [line.content for line in shown_obstacles(batch).lines] == [LAND[1], SLOW[1]]


def test_group_with_its_number_before_it_is_known(officer: User) -> None:
    group = ObstacleCategory.objects.get(code="land").name.upper()
    row = (*LAND, f"1. {group}", None, None)

    batch = previewed_obstacles(officer, obstacle_book(row, headings=SORTED))

    assert shown_obstacles(batch).lines[0].category == "land"


def test_sheet_that_reports_no_obstacle_says_so(officer: User) -> None:
    batch = previewed_obstacles(officer, obstacle_book((1, "Không phát sinh khó khăn, vướng mắc")))

    assert batch.state == BatchState.REFUSED
    assert "không nêu khó khăn, vướng mắc nào" in batch.message


def test_level_and_leading_agency_of_one_sheet_are_told_apart(officer: User) -> None:
    headings = (
        "STT",
        "Nội dung",
        "Nguyên nhân",
        "Cấp có thẩm quyền",
        "Kiến nghị",
        "Cơ quan chủ trì",
    )
    row = (1, "Thiếu quỹ đất ở", "Vướng đất rừng", "Tỉnh", "Sửa", "Sở Xây dựng")

    batch = previewed_obstacles(officer, obstacle_book(row, headings=headings))

    (line,) = shown_obstacles(batch).lines
    assert (line.authority, line.agency_text) == ("province", "Sở Xây dựng")
