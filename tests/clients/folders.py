"""Waits until the files in a folder are as they should be, woken by the kernel at each change."""

import ctypes
import os
import select
from pathlib import Path

# SOURCE: inotify(7).
_CHANGES = 0x00000100 | 0x00000200 | 0x00000002  # IN_CREATE, IN_DELETE, IN_MODIFY
_libc = ctypes.CDLL(None, use_errno=True)
SECONDS_MAX = 60


def files(folder):
    """All files below the folder. One that is removed meanwhile may be among them or not."""
    return [Path(inner) / name for inner, _, names in os.walk(folder) for name in names]


def wait_until(folder, is_right):
    """Returns once `is_right(files(folder))`; fails if that does not come to be."""
    watch = _libc.inotify_init1(os.O_CLOEXEC)
    assert watch >= 0, os.strerror(ctypes.get_errno())
    try:
        watched = set()
        while True:
            # A folder that is made between the look at its parent and the watch of that is told by
            # nobody: so it is looked again until all that is seen was watched before the look.
            while unwatched := {inner for inner, _, _ in os.walk(folder)} - watched:
                for inner in unwatched:
                    # A folder that is gone meanwhile needs no watching.
                    _libc.inotify_add_watch(watch, os.fsencode(inner), _CHANGES)
                watched |= unwatched
            if is_right(found := files(folder)):
                return found
            ready, _, _ = select.select([watch], [], [], SECONDS_MAX)
            assert ready, f"nothing changes, and there are {found}"
            os.read(watch, 65_536)
    finally:
        os.close(watch)
