"""Capital as leaders and officers read it: overview, way of the plan, matrix, table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from indicators.permissions import access_of
from indicators.revalidation import revalidated
from indicators.views.charts import render_with_charts
from programs import charts
from programs.exports import capital as exports
from programs.links import page_link
from programs.permissions import readable_obstacles
from programs.selectors.matrix import capital_matrix
from programs.selectors.obstacles.beside import slow_projects
from programs.selectors.overview import capital_overview
from programs.selectors.question import PERIOD, Question
from programs.selectors.sample import has_sample
from programs.selectors.steps_page import steps_page
from programs.selectors.tree import capital_tree
from programs.wording import known_text

from .asking import asked_of, wants_workbook, workbook_answer

TABS = (
    ("capital_overview", "Tổng quan"),
    ("capital_tree", "Bảng vốn"),
    ("capital_matrix", "Dự án × địa bàn"),
    ("capital_steps", "Biến động kế hoạch"),
    ("capital_lines", "Khoản vốn"),
)
OF_THE_PERIOD_TOO = ("capital_steps", "capital_lines")


def shell(asked: Question, current: str) -> dict[str, object]:
    """What the frame of every capital page shows."""
    return {
        "section": "capital",
        "asked": asked,
        "current": current,
        "tabs": [(name, label, _tab_link(name, asked)) for name, label in TABS],
        "workbook": page_link(current, asked, dang="xlsx"),
        "known": known_text(asked),
        "kept": [("biet-luc", asked.parameters["biet-luc"])] if asked.known_at else [],
    }


def _tab_link(name: str, asked: Question) -> str:
    """From the plan of the whole period to a page of a year: its newest, on its newest day."""
    link = page_link(name, asked)
    return link if asked.year or name in OF_THE_PERIOD_TOO else link.partition("?")[0]


@require_safe
@revalidated
def overview(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    if asked.is_empty:
        return render(request, "programs/capital_empty.html", {"section": "capital"})
    page = capital_overview(asked)
    if wants_workbook(request):
        return workbook_answer(exports.overview_workbook(page), "tong-quan", asked)
    curve, rankings = (
        charts.year_curve(page),
        (charts.place_ranking(page), charts.project_ranking(page)),
    )
    context = shell(asked, "capital_overview") | {
        "page": page,
        "curve": curve,
        "rankings": rankings,
        "tables": charts.overview_tables(page),
        "slow": slow_projects(
            page.by_project,
            readable_obstacles(access_of(request.user)),
            today=localdate(),
        ),
    }
    return render_with_charts(
        request,
        "programs/capital_overview.html",
        context,
        charts=(curve, *rankings),
        has_sample=has_sample,
    )


@require_safe
@revalidated
def steps(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request, takes_period=True)
    if asked.is_empty and asked.year is None and request.GET.get("nam") != PERIOD:
        return render(request, "programs/capital_empty.html", {"section": "capital"})
    page = steps_page(asked)
    if wants_workbook(request):
        return workbook_answer(exports.steps_workbook(page), "bien-dong", asked)
    chart = charts.waterfall(page)
    context = shell(asked, "capital_steps") | {
        "page": page,
        "period_code": PERIOD,
        "chart": chart,
        "table": charts.steps_table(page),
        "published": charts.published_table(page.published, asked),
    }
    return render_with_charts(
        request, "programs/capital_steps.html", context, charts=(chart,), has_sample=has_sample
    )


@require_safe
@revalidated
def matrix(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    if asked.is_empty:
        return render(request, "programs/capital_empty.html", {"section": "capital"})
    page = capital_matrix(asked)
    if wants_workbook(request):
        return workbook_answer(exports.matrix_workbook(page), "du-an-dia-ban", asked)
    return render(
        request, "programs/capital_matrix.html", shell(asked, "capital_matrix") | {"page": page}
    )


@require_safe
@revalidated
def tree(request: HttpRequest) -> HttpResponse:
    """Folded by addresses, `?mo=` naming what is open, so that it works without a script."""
    asked = asked_of(request)
    if asked.is_empty:
        return render(request, "programs/capital_empty.html", {"section": "capital"})
    page = capital_tree(asked)
    if wants_workbook(request):
        return workbook_answer(exports.tree_workbook(page), "bang", asked)
    context = {
        "page": page,
        "fold": charts.fold(page, request.GET.get("mo")),
        "headings": charts.FOLD_HEADINGS,
    }
    return render(request, "programs/capital_tree.html", shell(asked, "capital_tree") | context)
