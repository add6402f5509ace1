"""Settings of a server that is measured: those of the office, over the database and folders of the
benchmark that started it."""

import os
from pathlib import Path

from lsdash.settings import *  # noqa: F403 -- settings are made by names
from lsdash.settings import DATABASES

STATIC_ROOT = Path(os.environ["BENCH_STATIC"])
MEDIA_ROOT = Path(os.environ["BENCH_MEDIA"])
DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]
