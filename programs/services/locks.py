"""Two people writing money at once take turns."""

from django.db import connection

KEY = 0x4C53_4361  # any number that nothing else here uses


def hold_capital() -> None:
    """Until the end of the transaction. SQLite lets one writer in at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [KEY])
