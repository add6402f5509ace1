"""Uploaded files that no row names: what a process leaves that is killed between keeping a file and
writing the row of its import."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from django.apps import apps
from django.core.files.storage import Storage
from django.db.models import FileField, Model

# A younger file may belong to an upload that is just being read.
KEPT_FOR = timedelta(days=1)
# The names under which files are kept: a hash, and what the storage adds to the second of a kind.
_OUR_NAME = re.compile(r"[0-9a-f]{64}(_\w+)?")
# Of each model that keeps files, the folder they are kept in.
_FOLDERS = {
    "ImportBatch": "imports",
    "LongTable": "long_tables",
    "ProgrammeBatch": "programme",
    "ClassList": "classes",
    "DecisionFile": "decisions",
    "ObstacleFile": "obstacles",
}


@dataclass(frozen=True)
class Leftover:
    """A kept file without a row; `kept_at` is when it was written."""

    storage: Storage
    name: str
    size_bytes: int
    kept_at: datetime


def leftovers(*, now: datetime) -> list[Leftover]:
    """Files of a day and more that no row names, in the order of the names.

    Looks at nothing that does not bear a name of our own. One query for each kind of upload.
    """
    return [
        found
        for model in keeping_models()
        for found in _leftovers(model, _FOLDERS[model.__name__], now)
    ]


def keeping_models() -> list[type[Model]]:
    """The models of the project whose rows keep an uploaded file, in whatever app they are."""
    return [
        model
        for model in apps.get_models()
        if any(isinstance(field, FileField) for field in model._meta.fields)
    ]


def remove_leftover(found: Leftover) -> None:
    """Deletes the file for good. Raises OSError where the system refuses."""
    found.storage.delete(found.name)


def _leftovers(model: type[Model], folder: str, now: datetime) -> Iterator[Leftover]:
    storage: Storage = model._meta.get_field("file").storage
    # The files first: a row that is written meanwhile then still counts.
    names = sorted(_files(storage, folder))
    named = set(model._default_manager.values_list("file", flat=True))
    for name in names:
        kept_at = storage.get_modified_time(name)
        if name not in named and now - kept_at > KEPT_FOR:
            yield Leftover(storage, name, storage.size(name), kept_at)


def _files(storage: Storage, folder: str) -> Iterator[str]:
    if not storage.exists(folder):
        return
    folders, files = storage.listdir(folder)
    for name in files:
        if _OUR_NAME.fullmatch(name):
            yield str(PurePosixPath(folder, name))
    for name in folders:
        yield from _files(storage, str(PurePosixPath(folder, name)))
