"""Obstacles, tasks, calendar and search at 20,000 obstacles and 2,000 tasks: queries and time of
each page, and the search beside the bare statement that finds the same rows by the same index."""

from collections.abc import Iterator

from django.db import connection
from django.test import Client

from indicators.models import User
from indicators.permissions import access_of
from programs.selectors.search import OF_EACH, Asked, asked, found

from .measure import Line, recorded, side_by_side, table, typical
from .pledges import times_as_long
from .work_rows import OBSTACLES, TASKS, load_work

RUNS = 9
MOST_TIMES, MOST_QUERIES = 3, 12
READER = "canbotinh"
SEARCHES = ("đường giao thông", "duong giao thong", "dtts", "quỹ đất", "KK-0123", "không có đâu")
PAGES = {
    "Danh sách khó khăn": "/kho-khan/?trang_thai=tat-ca",
    "Danh sách, tìm theo từ": "/kho-khan/?trang_thai=tat-ca&tu=quy+dat",
    "Tổng hợp, bảng nhiệt, tuổi": "/kho-khan/tong-hop/",
    "Bản in": "/kho-khan/in/",
    "Danh sách nhiệm vụ": "/nhiem-vu/",
    "Lịch tháng 6/2024": "/lich/?thang=2024-06",
    "Tìm kiếm": "/tim/?q=duong+giao+thong",
}
MATCH = {
    "sqlite": (
        "e.id IN (SELECT rowid FROM indicators_searchentry_words"
        " WHERE indicators_searchentry_words MATCH %s)"
    ),
    "postgresql": "to_tsvector('simple', e.words) @@ to_tsquery('simple', %s)",
}
# The best of each kind and how many there are, by one statement, and nothing around it.
BARE = """
SELECT kind, id, title, detail, address, total FROM (
    SELECT e.kind, e.id, e.title, e.detail, e.address,
        COUNT(*) OVER (PARTITION BY e.kind) AS total,
        ROW_NUMBER() OVER (
            PARTITION BY e.kind ORDER BY e.title_words = %s DESC, e.is_past, e.key DESC
        ) AS place
    FROM indicators_searchentry e WHERE {match}
) found WHERE place <= {most}
"""


def measured_work() -> str:
    """Loads the rows, which stay, and tells what pages and search take."""
    load_work()
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=READER))
    lines = [_page_line(name, path, client) for name, path in PAGES.items()]
    searches = list(_search_lines())
    promises = [
        times_as_long(line.name, line.ours, line.floor, "SQL trần", MOST_TIMES) for line in searches
    ]
    over = [line.name for line in lines if line.queries > MOST_QUERIES]
    return "\n".join(
        [
            f"{OBSTACLES} khó khăn, {TASKS} nhiệm vụ.",
            table([*lines, *searches], database=connection.display_name),
            *map(str, promises),
            f"Trang quá {MOST_QUERIES} truy vấn: {', '.join(over) or 'không có'}.",
        ]
    )


def _page_line(name: str, path: str, client: Client) -> Line:
    response = client.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answers {response.status_code}")
    statements = recorded(lambda: client.get(path))
    return Line(
        name=name,
        queries=len(statements.sent),
        ours=typical(lambda: client.get(path), times=RUNS),
        floor=typical(statements.replay, times=RUNS),
        floor_is="chỉ các câu SQL của trang, lấy hết dòng",
        html_bytes=len(response.content),
    )


def _search_lines() -> Iterator[Line]:
    access = access_of(User.objects.get(username=READER))
    for text in SEARCHES:
        wanted = asked(text)

        def ours(wanted: Asked = wanted) -> object:
            return found(access, wanted)

        def floor(wanted: Asked = wanted) -> list[tuple]:
            return _bare(wanted)

        totals = {group.kind: group.total for group in ours()}
        assert totals == {row[0]: row[-1] for row in floor()}
        taken, bare = side_by_side(ours, floor, times=RUNS)
        yield Line(
            name=f"Tìm “{text}”, {sum(totals.values())} mục",
            queries=len(recorded(ours).sent),
            ours=taken,
            floor=bare,
            floor_is="một câu SQL viết tay qua cùng chỉ mục",
        )


def _bare(wanted: Asked) -> list[tuple]:
    is_sqlite = connection.vendor == "sqlite"
    sign, form = (" ", '"{}"*') if is_sqlite else (" & ", "{}:*")
    query = sign.join(form.format(word) for word in wanted.words)
    with connection.cursor() as cursor:
        sql = BARE.format(match=MATCH[connection.vendor], most=OF_EACH)
        cursor.execute(sql, [f" {' '.join(wanted.words)} ", query])
        return cursor.fetchall()
