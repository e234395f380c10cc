"""This process's memory, now and at its peak, without a library for it: Linux, macOS and Windows."""

import ctypes
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")
_MB = 1e6


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of Windows."""

    _fields_ = (
        ("cb", ctypes.c_uint32),
        ("faults", ctypes.c_uint32),
        *((name, ctypes.c_size_t) for name in (
            "peak", "now", "paged_peak", "paged", "nonpaged_peak", "nonpaged", "file", "file_peak",
        )),
    )  # fmt: skip


def memory_mb() -> tuple[float, float]:
    """Return (resident now, resident at its peak) in MB of a million bytes."""
    if _STATUS.exists():
        # `ru_maxrss` would count the parent's memory, too, from before the program was started.
        fields = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines())
        now, peak = (int(fields[name].split()[0]) * 1024 for name in ("VmRSS", "VmHWM"))
        return now / _MB, peak / _MB
    if sys.platform == "win32":
        return _windows()
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / _MB, peak / _MB  # macOS counts bytes, and tells the peak only


def _windows() -> tuple[float, float]:
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    ask = kernel.K32GetProcessMemoryInfo
    ask.argtypes = (ctypes.c_void_p, ctypes.POINTER(_Counters), ctypes.c_uint32)
    found = _Counters(cb=ctypes.sizeof(_Counters))
    if not ask(kernel.GetCurrentProcess(), ctypes.byref(found), found.cb):
        raise OSError(ctypes.get_last_error(), "the process's memory cannot be read")  # type: ignore[attr-defined]
    return found.now / _MB, found.peak / _MB
