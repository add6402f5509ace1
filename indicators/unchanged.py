"""What a selector answered, kept in this process while the data stay as they are.

Everybody in the office opens the same pages; without this each of them would have the same money of
the year added up again. Nothing is kept beyond a write: another version of the data empties it all.
"""

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from .data_version import data_version

Answer = TypeVar("Answer")
Asked = tuple[Callable[..., Any], frozenset[tuple[str, Hashable]]]
MOST = 200  # answers; beyond them the whole is begun anew


class _Kept:
    """The answers of one version of the data, for all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version: int | None = None
        self._answers: dict[Asked, Any] = {}

    def find(self, version: int, asked: Asked) -> Any:
        with self._lock:
            return self._answers.get(asked) if version == self._version else None

    def keep(self, version: int, asked: Asked, answer: object) -> None:
        with self._lock:
            if version != self._version or len(self._answers) >= MOST:
                self._version, self._answers = version, {}
            self._answers[asked] = answer


_kept = _Kept()


def unchanged(selector: Callable[..., Answer], **asked: Any) -> Answer:
    """The selector's answer to these arguments, which must say everything that it depends on beside
    the data: the day, the person's rights. What it raises is not kept.

    The version is read first. So an answer may be newer than its mark, never older.
    """
    version, key = data_version(), (selector, frozenset(asked.items()))
    answer = _kept.find(version, key)
    if answer is None:
        answer = selector(**asked)
        if answer is not None:
            _kept.keep(version, key, answer)
    return answer
