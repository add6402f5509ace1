"""The register of decisions, and one decision with what rests on it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from indicators.models import Decision, DecisionKind, Target, number_words
from programs.models import (
    Allocation,
    CapitalAccount,
    DecisionChange,
    DecisionFile,
    FundKind,
)

ZERO = Decimal(0)


@dataclass(frozen=True)
class Search:
    """What the register is narrowed by; blank leaves a thing open."""

    words: str = ""
    year: int | None = None
    issuer: str = ""
    kind: str = ""


@dataclass(frozen=True)
class DecisionRow:
    """Net sums in million VND of the lines that the person may see."""

    decision: Decision
    files: int
    lines: int
    period_plan: Decimal | None
    yearly_plan: Decimal | None


@dataclass(frozen=True)
class Choices:
    years: tuple[int, ...]
    issuers: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...] = tuple(DecisionKind.choices)


@dataclass(frozen=True)
class Sums:
    """Million VND; the name of a component or agency, or of the whole."""

    name: str
    investment: Decimal
    recurrent: Decimal

    @property
    def total(self) -> Decimal:
        return self.investment + self.recurrent


@dataclass(frozen=True)
class Block:
    """The lines of one plan: a period's, a year's own, or what was carried over into a year."""

    title: str
    whole: Sums
    by_component: tuple[Sums, ...]
    by_agency: tuple[Sums, ...]
    lines: tuple[Allocation, ...]  # those that were reversed too, not the reversals themselves


@dataclass(frozen=True)
class DecisionPage:
    decision: Decision
    files: tuple[DecisionFile, ...]
    blocks: tuple[Block, ...]
    targets: tuple[Target, ...]
    changes: tuple[DecisionChange, ...] = field(repr=False)  # the newest first

    @property
    def has_lines(self) -> bool:
        return bool(self.blocks)


def choices() -> Choices:
    """What the register can be narrowed by; two queries."""
    years = Decision.objects.dates("signed_on", "year", order="DESC")
    issuers = Decision.objects.order_by("issuer").values_list("issuer", flat=True).distinct()
    return Choices(tuple(day.year for day in years), tuple(issuers))


def found_decisions(search: Search) -> list[int]:
    """The keys of the decisions that fit, the newest first; one query.

    Each word must begin a word of number or title, whatever its case and diacritics: "145 qd" finds
    145/QĐ-UBND, and so does "145qd". Words are looked at here and not in the database, which would
    not know that Đ is a D; an office signs a few hundred decisions a year.
    """
    rows = Decision.objects.all()
    if search.year is not None:
        rows = rows.filter(signed_on__year=search.year)
    if search.issuer:
        rows = rows.filter(issuer=search.issuer)
    if search.kind:
        rows = rows.filter(kind=search.kind)
    wanted = number_words(search.words)
    if not wanted:
        return [] if search.words.strip() else list(rows.values_list("pk", flat=True))
    texts = rows.values_list("pk", "number", "title")
    return [pk for pk, number, title in texts if _fits(wanted, number, title)]


def _fits(wanted: str, number: str, title: str) -> bool:
    words = number_words(f"{number} {title}").split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return True
    return number_words(number).replace(" ", "").startswith(wanted.replace(" ", ""))


def decision_rows(
    keys: Sequence[int], accounts: QuerySet[CapitalAccount]
) -> tuple[DecisionRow, ...]:
    """These decisions with the sums of their lines in `accounts`; two queries."""
    decisions = Decision.objects.annotate(file_count=Count("files", distinct=True)).in_bulk(keys)
    sums = {
        row.pop("decision"): row
        for row in Allocation.objects.filter(decision__in=keys, account__in=accounts)
        .order_by()
        .values("decision")
        .annotate(
            lines=Count("pk", filter=Q(reverses=None, reversed_by=None)),
            period=Sum("amount_million_vnd", filter=Q(account__year=None)),
            yearly=Sum("amount_million_vnd", filter=Q(account__year__isnull=False)),
        )
    }
    nothing = {"lines": 0, "period": None, "yearly": None}
    rows = []
    for key in keys:
        found = sums.get(key, nothing)
        decision = decisions[key]
        rows.append(
            DecisionRow(
                decision, decision.file_count, found["lines"], found["period"], found["yearly"]
            )
        )
    return tuple(rows)


def decision_page(decision: Decision, accounts: QuerySet[CapitalAccount]) -> DecisionPage:
    """The decision with its lines in `accounts`, files, targets and history; four queries."""
    return DecisionPage(
        decision,
        files=tuple(decision.files.select_related("uploaded_by")),
        blocks=blocks_of(lines_of(decision, accounts)),
        targets=tuple(
            decision.targets.select_related("indicator", "area").order_by("indicator__name", "on")
        ),
        changes=tuple(decision.changes.select_related("by")),
    )


def lines_of(decision: Decision, accounts: QuerySet[CapitalAccount]) -> list[Allocation]:
    """What the decision wrote, each line with the one that reversed it; one query."""
    lines = Allocation.objects.filter(decision=decision, account__in=accounts, reverses=None)
    return list(
        lines.select_related(
            "account__component__programme",
            "account__agency",
            "recorded_by",
            "reversed_by__recorded_by",
        ).order_by(
            "account__year",
            "account__is_carried_over",
            "account__component__programme__position",
            "account__component__position",
            "account__agency__position",
            "account__agency__name",
            "account__fund_kind",
            "pk",
        )
    )


def blocks_of(lines: Iterable[Allocation]) -> tuple[Block, ...]:
    """The lines by plan: period plans first, then the years, own capital before carried over."""
    groups: dict[tuple[int, bool, str], list[Allocation]] = defaultdict(list)
    for line in lines:
        account = line.account
        span = account.component.programme.span if account.year is None else ""
        groups[account.year or 0, account.is_carried_over, span].append(line)
    return tuple(
        _block(plan_title(year or None, is_carried=is_carried, span=span), groups[key])
        for key in sorted(groups)
        for year, is_carried, span in [key]
    )


def plan_title(year: int | None, *, is_carried: bool, span: str) -> str:
    if year is None:
        return f"Kế hoạch cả giai đoạn {span}"
    return f"Năm {year}: {'vốn kéo dài' if is_carried else 'vốn giao trong năm'}"


def _block(title: str, lines: list[Allocation]) -> Block:
    standing = [line for line in lines if not is_reversed(line)]
    components, agencies = defaultdict(list), defaultdict(list)
    for line in standing:
        components[line.account.component].append(line)
        agencies[line.account.agency].append(line)
    return Block(
        title,
        whole=_sums("Tổng cộng", standing),
        by_component=tuple(_sums(str(one), some) for one, some in components.items()),
        by_agency=tuple(_sums(str(one), some) for one, some in agencies.items()),
        lines=tuple(lines),
    )


def _sums(name: str, lines: Iterable[Allocation]) -> Sums:
    by_kind: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        by_kind[line.account.fund_kind] += line.amount_million_vnd
    return Sums(name, by_kind[FundKind.INVESTMENT], by_kind[FundKind.RECURRENT])


def is_reversed(line: Allocation) -> bool:
    """For lines of `lines_of`, without a query."""
    return getattr(line, "reversed_by", None) is not None


@dataclass(frozen=True)
class PlanStep:
    """The plan in force of an account before and after a recording; million VND."""

    account: CapitalAccount
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True)
class Recording:
    """Lines that one person wrote into a decision at one moment, and what that made of the plan on
    `day`."""

    at: object
    by: object
    lines: int
    day: date
    steps: tuple[PlanStep, ...]


def last_recording(
    decision: Decision, accounts: QuerySet[CapitalAccount], *, today: date
) -> Recording | None:
    """The newest lines of a decision, with the plan in force before and after them by account:
    today, or on the day of signing where that is still to come. Three queries; None without
    lines."""
    newest = Allocation.objects.filter(decision=decision, account__in=accounts)
    last = newest.order_by("-recorded_at", "-pk").select_related("recorded_by").first()
    if last is None:
        return None
    moment, day = last.recorded_at, max(today, decision.signed_on)
    written = Q(decision=decision, recorded_at=moment)
    touched = Allocation.objects.filter(written, account__in=accounts).values("account")
    in_force = Allocation.objects.signed_until(day).known_at(moment).filter(account__in=touched)
    sums = in_force.order_by().values_list("account")
    totals = sums.annotate(
        after=Sum("amount_million_vnd"), added=Sum("amount_million_vnd", filter=written)
    ).annotate(count=Count("pk", filter=written))
    found = {pk: (after, added, count) for pk, after, added, count in totals}
    rows = CapitalAccount.objects.filter(pk__in=found).select_related(
        "component__programme", "agency"
    )
    ordered = rows.order_by("year", "component__position", "agency__position", "fund_kind")
    return Recording(
        moment,
        last.recorded_by,
        sum(count for _, _, count in found.values()),
        day,
        tuple(_step(account, *found[account.pk][:2]) for account in ordered),
    )


def _step(account: CapitalAccount, after: Decimal, added: Decimal | None) -> PlanStep:
    return PlanStep(account, after - (added or ZERO), after)
