"""The system's own lock on an open file, which ends with its process however that ends."""

from __future__ import annotations

import errno
import sys
from typing import Final

_HELD: Final = (errno.EACCES, errno.EAGAIN)
_HELD_ON_WINDOWS: Final = 33  # ERROR_LOCK_VIOLATION
_OFFSET: Final = 1 << 20  # Windows lets nobody read what is locked: far behind the words


def try_lock(handle: int) -> bool | None:
    """Lock an open file: True; False where another handle holds it; None where there are no locks."""
    if sys.platform == "win32":
        return _try_lock_byte(handle)
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in _HELD else None
    return True


def _try_lock_byte(handle: int) -> bool | None:
    """The same on Windows, by the system's own number: `msvcrt.locking` says no more than that it failed.

    Under Wine it does not even say that: errno is that of some earlier call.
    """
    if sys.platform != "win32":
        return None
    import ctypes
    import msvcrt

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.LockFile.argtypes = [ctypes.c_void_p, *[ctypes.c_uint32] * 4]
    if kernel.LockFile(msvcrt.get_osfhandle(handle), _OFFSET, 0, 1, 0):
        return True
    return False if ctypes.get_last_error() == _HELD_ON_WINDOWS else None
