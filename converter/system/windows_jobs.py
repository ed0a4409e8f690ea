"""Jobs of Windows: processes that end with the one that holds the job, and a bound of their memory.

Elsewhere the functions do nothing; there a process bounds itself, and its group or its pipes end it.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Final

_KILL_ON_CLOSE, _PROCESS_MEMORY = 0x2000, 0x100
_EXTENDED_LIMITS = 9
_LOOK: Final = 0.02
"""Seconds between two looks at the memory, where the system does not bound it."""


class _Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64), ("flags", ctypes.c_uint32),
        ("least", ctypes.c_size_t), ("most", ctypes.c_size_t), ("active", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t), ("priority", ctypes.c_uint32), ("scheduling", ctypes.c_uint32),
        ("io", ctypes.c_uint64 * 6), ("process_memory", ctypes.c_size_t), ("job_memory", ctypes.c_size_t),
        ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t),
    )  # fmt: skip


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS."""

    _fields_ = (
        ("size", ctypes.c_uint32), ("faults", ctypes.c_uint32), ("peak_set", ctypes.c_size_t),
        ("set", ctypes.c_size_t), ("peak_paged", ctypes.c_size_t), ("paged", ctypes.c_size_t),
        ("peak_unpaged", ctypes.c_size_t), ("unpaged", ctypes.c_size_t), ("committed", ctypes.c_size_t),
        ("peak_committed", ctypes.c_size_t),
    )  # fmt: skip


def new_job(memory: int = 0) -> int | None:
    """A job that ends its processes when this process is gone; None where there are none.

    `memory`: bytes that each of its processes may have committed, 0 without a bound.
    """
    if sys.platform != "win32":
        return None
    kernel = _kernel()
    job = kernel.CreateJobObjectW(None, None)
    limits = _Limits(flags=_KILL_ON_CLOSE | (_PROCESS_MEMORY if memory else 0), process_memory=memory)
    if job and kernel.SetInformationJobObject(
        job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
    ):
        return int(job)
    return None


def put_into(job: int | None, process: int | None = None) -> bool:
    """Put a process into a job, given by its handle, or this one; whether it is in it."""
    if sys.platform != "win32" or job is None:
        return False
    kernel = _kernel()
    return bool(kernel.AssignProcessToJobObject(job, process or kernel.GetCurrentProcess()))


def bound_memory(most: int, end: Callable[[], object]) -> None:
    """Bound the memory of this process: what it asks for beyond fails.

    Where the system does not keep to that (Wine), `end` is called, in another thread, once it has more.
    """
    if sys.platform != "win32":
        return
    job = new_job(most)
    if put_into(job) and _is_bounded(job, most):
        return

    def watch() -> None:
        while committed() <= most:
            time.sleep(_LOOK)
        end()

    threading.Thread(target=watch, daemon=True).start()


def committed() -> int:
    """Bytes that this process has committed; 0 where the system does not say."""
    if sys.platform != "win32":
        return 0
    counters = _Counters(size=ctypes.sizeof(_Counters))
    kernel = _kernel()
    is_told = kernel.K32GetProcessMemoryInfo(
        kernel.GetCurrentProcess(), ctypes.byref(counters), counters.size
    )
    return int(counters.committed) if is_told else 0


def _is_bounded(job: int | None, most: int) -> bool:
    """Whether the system has taken note of a job's bound."""
    limits = _Limits()
    size = ctypes.sizeof(limits)
    is_told = _kernel().QueryInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size, None)
    return bool(is_told) and limits.process_memory == most


def _kernel() -> Any:
    if sys.platform != "win32":
        raise OSError(os.strerror(0))
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    handle, pointer, number = ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = handle
    kernel.CreateJobObjectW.argtypes = [pointer, ctypes.c_wchar_p]
    kernel.SetInformationJobObject.argtypes = [handle, ctypes.c_int, pointer, number]
    kernel.QueryInformationJobObject.argtypes = [handle, ctypes.c_int, pointer, number, pointer]
    kernel.AssignProcessToJobObject.argtypes = [handle, handle]
    kernel.K32GetProcessMemoryInfo.argtypes = [handle, pointer, number]
    return kernel
