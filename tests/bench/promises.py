"""The promises of large imports, measured one after the other on a database without reports."""

import os
from collections.abc import Iterator

from django.db import connection

from .long_rows import add_columns
from .long_tables import long_table_pledges
from .money_tables import money_table_pledges
from .stock import report_pledge, stock_pledges


def promised() -> Iterator[str]:
    """Takes away every report there is: to be run last."""
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    yield f"Trên {connection.display_name}; tải của máy lúc bắt đầu (1, 5, 15 phút): {load}"
    add_columns()
    yield from map(str, stock_pledges())
    yield from map(str, long_table_pledges())
    yield from map(str, money_table_pledges())
    # Last, because it uses up its columns' district.
    yield str(report_pledge())
