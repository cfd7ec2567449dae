"""Names the machine and what runs on it, so that a table can be read later."""

import os
import platform
import subprocess
import sys
from pathlib import Path

BUSY = 0.5
"""Load at which something else must be running."""


def describe() -> dict[str, str]:
    """The processor, its cores, the system, and how busy it was."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "load before": _load(),
    }


def _processor() -> str:
    try:
        if sys.platform == "linux":
            lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
            return next(line.split(":")[1].strip() for line in lines if "model name" in line)
        if sys.platform == "darwin":
            command = ["sysctl", "-n", "machdep.cpu.brand_string"]
            return subprocess.run(command, capture_output=True, text=True).stdout.strip()
    except (OSError, StopIteration):
        pass
    return platform.processor() or "unknown"


def _load() -> str:
    if not hasattr(os, "getloadavg"):
        return "unknown"
    load = os.getloadavg()[0]
    return f"{load:.2f}" + (" (busy: trust the ratios only)" if load > BUSY else "")
