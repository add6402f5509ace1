"""Which code makes the pages: after an update a page that a browser keeps is no longer the same."""

import hashlib

import django
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

MADE_OF = ("lsdash", "indicators", "programs", "templates", "locale")
SUFFIXES = {".py", ".html", ".mo"}


def _code_version() -> str:
    """Of names, sizes and times of all that is executed, and of the names of the static files."""
    digest = hashlib.sha256(django.get_version().encode())
    digest.update(str(getattr(staticfiles_storage, "manifest_hash", "")).encode())
    for folder in MADE_OF:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in SUFFIXES:
                stat = path.stat()
                digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


# When the process starts, not when it is first asked: the files may change below it.
CODE_VERSION = _code_version()
