"""Compresses standard input to one zstd frame on standard output, as Node below 22 cannot."""

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LEVEL = 22
"""The most thorough compression: unpacking takes no longer for it."""

if __name__ == "__main__":
    sys.stdout.buffer.write(zstd.compress(sys.stdin.buffer.read(), level=LEVEL))
