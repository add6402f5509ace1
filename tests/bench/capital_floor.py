"""The same numbers as our selectors, by one hand-written statement each and nothing around it."""

from datetime import date

from django.db import connection

Rows = list[tuple]
# By how much the year's disbursement rose on each date on which anyone reported.
CURVE = """
SELECT year, as_of, SUM(rise)
FROM (
    SELECT a.year, p.as_of, p.amount_million_vnd - COALESCE(
        LAG(p.amount_million_vnd) OVER (PARTITION BY p.account_id ORDER BY p.as_of), 0
    ) AS rise
    FROM programs_disbursement p
    JOIN programs_capitalaccount a ON a.id = p.account_id
    WHERE a.year BETWEEN %s AND %s
) r
GROUP BY year, as_of
"""
STEPS = """
SELECT d.number, d.title, d.signed_on, SUM(l.amount_million_vnd)
FROM programs_allocation l
JOIN indicators_decision d ON d.id = l.decision_id
JOIN programs_capitalaccount a ON a.id = l.account_id
WHERE a.year = %s AND d.signed_on <= %s
GROUP BY d.id, d.number, d.title, d.signed_on
"""
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


def plan_and_paid(year: int, on: date, *fields: str) -> tuple[Rows, Rows]:
    return fetched(PLAN, year, on, fields), fetched(PAID[connection.vendor], year, on, fields)


def overview_rows(year: int, on: date, *fields: str) -> tuple[Rows, Rows, Rows, Rows]:
    """What the overview is made of: sums, the curves of three years, the plan's decisions."""
    with connection.cursor() as cursor:
        cursor.execute(CURVE, [year - 2, year])
        curve = cursor.fetchall()
        cursor.execute(STEPS, [year, on])
        steps = cursor.fetchall()
    return *plan_and_paid(year, on, *fields), curve, steps


def fetched(statement: str, year: int, on: date, fields: tuple[str, ...]) -> Rows:
    names = "".join(f"a.{name}, " for name in fields)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(names=names), [year, on])
        return cursor.fetchall()
