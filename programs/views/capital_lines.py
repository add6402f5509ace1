"""The lines behind a number, and one account with all that happened to it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from indicators.permissions import access_of, found_or_404
from indicators.revalidation import revalidated
from programs import charts
from programs.exports.capital import lines_workbook
from programs.exports.sheets import ROWS_AT_MOST
from programs.links import lines_link
from programs.permissions import readable_accounts, readable_obstacles
from programs.selectors.lines import PAGE_SIZE, LinePage, account_page, line_page
from programs.selectors.narrowing import Narrowing
from programs.selectors.obstacles.beside import beside_component
from programs.selectors.question import PERIOD, NothingSuch, Question

from .asking import asked_of, unit_of, wants_workbook, workbook_answer
from .capital import shell


def _lines(request: HttpRequest, asked: Question, size: int) -> LinePage:
    after = request.GET.get("sau", "")
    narrowing = Narrowing.from_query(request.GET)
    try:
        return line_page(asked, narrowing, after=_key(after), size=size)
    except NothingSuch as missing:
        raise Http404(str(missing)) from missing


def _key(text: str) -> int:
    """Of the last account of the page before; nonsense begins at the beginning."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


@require_safe
@revalidated
def line_list(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request, takes_period=True)
    if wants_workbook(request):
        page = _lines(request, asked, ROWS_AT_MOST)
        return workbook_answer(lines_workbook(page), "khoan-von", asked)
    page = _lines(request, asked, PAGE_SIZE)
    address = lines_link(asked, page.narrowing)
    narrowed = page.narrowing.parameters
    context = {
        "period_code": PERIOD,
        "page": page,
        "table": charts.lines_table(page),
        "workbook": f"{address}&dang=xlsx",
        "next": f"{address}&sau={page.next_key}" if page.next_key else "",
        "narrowed": narrowed,
        "wide": lines_link(asked, Narrowing()),
        "first": "" if page.is_first else address,
    }
    frame = shell(asked, "capital_lines")
    frame["kept"] += [(name, value) for name, value in narrowed.items() if name != "chuong-trinh"]
    return render(request, "programs/capital_lines.html", frame | context)


@require_safe
@revalidated
def account_detail(request: HttpRequest, pk: int) -> HttpResponse:
    access = access_of(request.user)
    accounts = readable_accounts(access).select_related(
        "component__programme", "component__parent__programme", "agency__area"
    )
    page = account_page(found_or_404(accounts, pk=pk))
    unit = unit_of(request)
    beside = beside_component(
        readable_obstacles(access),
        page.account.component,
        page.account.agency.area,
        today=localdate(),
    )
    context = {
        "section": "capital",
        "page": page,
        "unit": unit,
        "tables": charts.account_tables(page, unit),
        "beside": beside,
    }
    return render(request, "programs/capital_account.html", context)
