"""The fingerprint of a History: equal for two runs exactly when they agree to the last bit."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping, Sequence

DIGITS = 12
"""Hexadecimal digits of a fingerprint: 48 bits, plenty to tell a class's runs apart."""


def fingerprint(history: Mapping[str, Sequence[float]]) -> str:
    """Return the fingerprint of a History: equal exactly when every number in it is.

    Args:
        history: `History.history`, one float per key and epoch.
    """
    digest = hashlib.sha256()
    for key in sorted(history):
        values = history[key]
        digest.update(f"{key}:{len(values)};".encode())
        digest.update(struct.pack(f"<{len(values)}d", *values))
    return digest.hexdigest()[:DIGITS]
