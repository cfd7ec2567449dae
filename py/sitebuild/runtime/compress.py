"""Compresses standard input on standard output as thoroughly as it can be, as Node does not.

python compress.py zstd: one frame. python compress.py gzip: without a name and a time. Unpacking takes
no longer for it.
"""

import sys

import deflate

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

COMPRESS = {
    "zstd": lambda content: zstd.compress(content, level=22),
    "gzip": lambda content: deflate.gzip_compress(content, 12),
}

if __name__ == "__main__":
    sys.stdout.buffer.write(COMPRESS[sys.argv[1]](sys.stdin.buffer.read()))
