"""Who is asking what, among all processes on one cache, so that no two pay for one answer.

A question is locked by one byte of a file, at a place that follows from its key. The system frees
it when its holder ends, however it ends: a process that was killed keeps nobody waiting.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # a system without such locks
    fcntl = None  # type: ignore[assignment]

_log = logging.getLogger(__name__)
_FILE = "asking.lock"
# Fifteen hexadecimal digits stay below the largest place in a file.
_DIGITS = 15


class Locks:
    """The locks of this process in a folder. Where none can be made, every one is granted.

    They hold between processes. Two caches on one folder within one process do not see each other.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: int | None = None
        self._off = fcntl is None

    def take(self, key: str) -> bool:
        """Whether this process may ask; False while another one is asking."""
        if not self._opened():
            return True
        try:
            fcntl.lockf(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _place(key))
        except (BlockingIOError, PermissionError):
            return False
        except OSError as error:
            self._give_up(error)
        return True

    def leave(self, key: str) -> None:
        """Let others ask."""
        if self._file is not None:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, _place(key))

    def close(self) -> None:
        """Let go of all; the next one opens the file again."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    @property
    def _held(self) -> int:
        if self._file is None:
            raise ValueError("no lock without its file")
        return self._file

    def _opened(self) -> bool:
        if self._file is None and not self._off:
            try:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._file = os.open(self._folder / _FILE, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                self._give_up(error)
        return self._file is not None

    def _give_up(self, error: OSError) -> None:
        self._off = True
        _log.warning(
            "cache %s: another process on it may pay for the same answers: %s", self._folder, error
        )


def _place(key: str) -> int:
    return int(key[:_DIGITS], 16)
