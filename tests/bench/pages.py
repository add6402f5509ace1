"""Pages through Django's test client: middleware, session and rights included, no network."""

from collections.abc import Iterator

from django.test import Client

from indicators.models import ImportBatch, User

from .measure import Line, recorded, typical

REQUESTS = 30
READER = "canbotinh"  # sees every page, and everything on it


def page_lines() -> Iterator[Line]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=READER))
    for name, path in _pages().items():
        yield _line(name, path, client)


def _pages() -> dict[str, str]:
    batch = ImportBatch.objects.latest("uploaded_at")
    return {
        "Tổng quan": "/",
        "Danh sách chỉ tiêu": "/chi-tieu/",
        "Trang chỉ tiêu (hộ nghèo)": "/chi-tieu/ho-ngheo/",
        "Trang địa bàn (huyện Văn Quan)": "/dia-ban/184/",
        "Trang lượt nhập (Hữu Lũng)": batch.get_absolute_url(),
    }


def _line(name: str, path: str, client: Client) -> Line:
    response = client.get(path, follow=True)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answers {response.status_code}")
    here = response.request["PATH_INFO"]
    statements = recorded(lambda: client.get(here))
    return Line(
        name=name,
        queries=len(statements.sent),
        ours=typical(lambda: client.get(here), times=REQUESTS),
        floor=typical(statements.replay, times=REQUESTS),
        floor_is="chỉ các câu SQL của trang, lấy hết dòng",
        html_bytes=len(response.content),
    )
