"""The rules of the house that a program can check."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
APPS = ("lsdash", "indicators", "programs")
MODULES = sorted(
    path.relative_to(ROOT)
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
)
TESTS = sorted(path.relative_to(ROOT) for path in (ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted(path.relative_to(ROOT) for path in ROOT.glob("templates/**/*.html"))
# In a package of these, every module: they compute or read files, and know no Django.
PURE = (
    "lsdash/lib",
    "indicators/progress",
    "indicators/sheets",
    "indicators/rollup.py",
    "indicators/succession.py",
    "indicators/sample.py",
    "programs/disbursement",
    "programs/icalendar.py",
    "programs/sample",
    "programs/territory.py",
)
LONGEST_MODULE = 400  # lines


def text_of(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def pure_modules() -> list[str]:
    paths = [path for path in MODULES if str(path).startswith(PURE)]
    return [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths]


def test_imports_point_downwards() -> None:
    done = run("-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())")

    assert done.returncode == 0, done.stdout


def test_pure_modules_are_where_they_are_looked_for() -> None:
    assert all((ROOT / path).exists() for path in PURE)
    assert len(pure_modules()) > 20


def test_pure_modules_import_neither_django_nor_the_models() -> None:
    program = (
        "import importlib, sys\n"
        f"for name in {pure_modules()!r}: importlib.import_module(name)\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(loaded & {'django', 'plotly', 'import_export'}))\n"
        "print('indicators.models' in sys.modules)\n"
    )

    done = run("-c", program)

    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:2] == ["[]", "False"]


@pytest.mark.parametrize("app", ["indicators", "programs"])
def test_migrations_are_complete(app: str, db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("makemigrations", app, check_changes=True, dry_run=True)

    assert "Migrations for" not in capsys.readouterr().out


def offenders(paths: list[Path], pattern: str) -> list[str]:
    """The lines of these files in which the pattern occurs."""
    return [
        f"{path}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if re.search(pattern, line)
    ]


def test_modules_are_not_too_long() -> None:
    lengths = {str(path): len(text_of(path).splitlines()) for path in MODULES}

    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_modules_are_no_drawers_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "common", "misc", "tools"}

    assert [path for path in MODULES if path.stem in drawers] == []


def test_modules_log_instead_of_printing() -> None:
    assert offenders(MODULES, r"(?<![\w.])print\(") == []


def test_modules_use_no_signals_and_no_generic_keys() -> None:
    found = offenders(MODULES, r"django\.dispatch|\.signals\b|GenericForeignKey")

    # Below every write there is no other hook: no setting names what a connection is given.
    assert [line.split(":")[0] for line in found] == ["indicators/apps.py"]


def test_models_leave_save_and_delete_alone() -> None:
    models = [path for path in MODULES if "models" in path.parts]

    assert offenders(models, r"def (save|delete)\(") == []


def test_models_hold_no_floats() -> None:
    assert offenders([path for path in MODULES if "models" in path.parts], "FloatField") == []


def test_only_the_settings_read_the_environment() -> None:
    # The child process is handed an environment, and wsgi names the settings: neither reads one.
    others = [path for path in MODULES if path.stem not in {"settings", "children", "wsgi"}]

    assert offenders(others, r"os\.environ|getenv") == []


def test_templates_have_no_inline_script_or_style() -> None:
    assert offenders(TEMPLATES, r"<style|\sstyle=|\son[a-z]+=\"|javascript:") == []
    assert offenders(TEMPLATES, r"<script(?![^>]*(src=|type=\"application/json\"))") == []


def test_templates_ask_no_other_server() -> None:
    loading = r"<(script|link|img|iframe)[^>]*(src|href)=\"(https?:)?//"

    assert offenders(TEMPLATES, loading) == []


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in TESTS}

    assert [folder for folder in folders if not (ROOT / folder / "__init__.py").exists()] == []


def test_tests_replace_none_of_our_own_code() -> None:
    assert offenders(TESTS, "unittest[.]mock|Magic[M]ock|mocker[.]") == []


# Histories: a row is written once, in the transaction of what it tells, and stays as it was.
HISTORIES = (
    "FigureChange",
    "ReportEvent",
    "PeriodEvent",
    "FormEvent",
    "CellRemark",
    "PersonEvent",
    "Allocation",
    "DisbursementChange",
    "DecisionChange",
    "RuleChange",
    "ObstacleUpdate",
    "TaskUpdate",
    "ReviewUpdate",
    "OfficialReportEvent",
)
RELATED = {"changes", "events", "remarks", "allocations", "updates"}  # from a thing to its history
CHANGING = {"update", "delete", "bulk_update", "update_or_create"}


def changing_calls(source: str) -> list[str]:
    """The calls that change or delete rows of a history, however they are broken into lines."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            words = set(re.findall(r"\w+", ast.unparse(node.func.value)))
            if node.func.attr in CHANGING and words & (RELATED | set(HISTORIES)):
                found.append(ast.unparse(node))
    return found


def test_no_code_changes_or_deletes_a_history() -> None:
    assert {path: calls for path in MODULES if (calls := changing_calls(text_of(path)))} == {}


@pytest.mark.parametrize(
    "source",
    [
        "FigureChange.objects.filter(\n    report=report\n).update(after=None)",
        "report.events.all().delete()",
        "PeriodEvent.objects.update_or_create(pk=1)",
    ],
)
def test_change_of_a_history_is_found(source: str) -> None:
    assert changing_calls(source)


def test_no_history_is_changed_in_the_admin() -> None:
    from django.contrib import admin  # needs the apps

    sites = {model.__name__: site for model, site in admin.site._registry.items()}
    shown = {name: sites[name] for name in HISTORIES if name in sites}

    assert set(shown) == {"Allocation", "DisbursementChange"}
    for site in shown.values():
        assert not site.has_add_permission(None)
        assert not site.has_change_permission(None)
        assert not site.has_delete_permission(None)
    assert "Period" in sites


def test_histories_are_where_they_are_looked_for() -> None:
    from django.apps import apps  # needs the apps

    models = {
        model.__name__
        for app in ("indicators", "programs")
        for model in apps.get_app_config(app).get_models()
    }

    assert models.issuperset(HISTORIES)
    assert {name for name in models if name.endswith(("Event", "Change", "Update"))} <= set(
        HISTORIES
    )
