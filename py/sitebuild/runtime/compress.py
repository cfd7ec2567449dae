"""Compresses standard input on standard output as thoroughly as it can be, as Node does not.

`compress.py zstd`: one frame; `compress.py gzip`: without a name and a time. Neither takes
longer to unpack for it.
"""

import sys
from collections.abc import Callable

import deflate

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

COMPRESS: dict[str, Callable[[bytes], bytes | bytearray]] = {
    "zstd": lambda content: zstd.compress(content, level=22),
    "gzip": lambda content: deflate.gzip_compress(content, 12),
}

if __name__ == "__main__":
    sys.stdout.buffer.write(COMPRESS[sys.argv[1]](sys.stdin.buffer.read()))
