"""The same numbers as our selectors, by one hand-written statement each and nothing around it."""

from datetime import date

from django.db import connection

Rows = list[tuple]
PLAN = """
SELECT {names} a.is_carried_over, SUM(l.amount_million_vnd)
FROM programs_allocation l
JOIN indicators_decision d ON d.id = l.decision_id
JOIN programs_capitalaccount a ON a.id = l.account_id
WHERE a.year = %s AND d.signed_on <= %s
GROUP BY {names} a.is_carried_over
"""
# Two ways to find each account's newest amount; which is the faster depends on the database.
PAID = {
    "sqlite": """
SELECT {names} a.is_carried_over, SUM(n.amount_million_vnd)
FROM (
    SELECT p.account_id, MAX(p.as_of), p.amount_million_vnd
    FROM programs_disbursement p
    JOIN programs_capitalaccount o ON o.id = p.account_id
    WHERE o.year = %s AND p.as_of <= %s
    GROUP BY p.account_id
) n
JOIN programs_capitalaccount a ON a.id = n.account_id
GROUP BY {names} a.is_carried_over
""",
    "postgresql": """
SELECT {names} a.is_carried_over, SUM(n.amount_million_vnd)
FROM (
    SELECT DISTINCT ON (p.account_id) p.account_id, p.amount_million_vnd
    FROM programs_disbursement p
    JOIN programs_capitalaccount o ON o.id = p.account_id
    WHERE o.year = %s AND p.as_of <= %s
    ORDER BY p.account_id, p.as_of DESC
) n
JOIN programs_capitalaccount a ON a.id = n.account_id
GROUP BY {names} a.is_carried_over
""",
}

STEPS = """
SELECT d.signed_on, d.id, SUM(l.amount_million_vnd)
FROM programs_allocation l
JOIN indicators_decision d ON d.id = l.decision_id
JOIN programs_capitalaccount a ON a.id = l.account_id
WHERE a.year = %s AND d.signed_on <= %s
GROUP BY d.signed_on, d.id ORDER BY d.signed_on, d.id
"""
# By how much the sum of all accounts' newest amounts rose by day, of three years.
RISES = """
SELECT r.year, r.as_of, SUM(r.rise)
FROM (
    SELECT a.year, p.as_of, p.amount_million_vnd - COALESCE(
        LAG(p.amount_million_vnd) OVER (PARTITION BY p.account_id ORDER BY p.as_of), 0
    ) AS rise
    FROM programs_disbursement p
    JOIN programs_capitalaccount a ON a.id = p.account_id
    WHERE a.year BETWEEN %s AND %s
) r
GROUP BY r.year, r.as_of ORDER BY r.year, r.as_of
"""


def bare_overview(year: int, on: date, *fields: str) -> tuple[Rows, Rows, Rows, Rows]:
    """All that an overview is made of: the sums by `fields`, the decisions, the curves."""
    steps, rises = fetched(STEPS, [year, on]), fetched(RISES, [year - 2, year])
    return *plan_and_paid(year, on, *fields), steps, rises


def plan_and_paid(year: int, on: date, *fields: str) -> tuple[Rows, Rows]:
    names = "".join(f"a.{name}, " for name in fields)
    statements = PLAN, PAID[connection.vendor]
    plan, paid = (fetched(one.format(names=names), [year, on]) for one in statements)
    return plan, paid


def fetched(statement: str, parameters: list[object]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
