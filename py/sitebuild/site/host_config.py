"""Writes the configuration of static hosts, from the tables of `server`: types, caching, CORS.

`_headers` is for Netlify and Cloudflare Pages, `.htaccess` for Apache, `.nojekyll` for GitHub
Pages. `content-security-policy.txt` is for hosts that want one. Standard library only.
"""

import re
from pathlib import Path

from sitebuild.site.precache import integrity
from sitebuild.site.server import (
    FOREVER,
    HASH_NAMED_FILE,
    HASH_NAMED_FOLDERS,
    INDEX,
    MIME_TYPES,
)

POLICY = "content-security-policy.txt"
FILES = ("_headers", ".htaccess", ".nojekyll", POLICY)
ANY_ORIGIN = "Access-Control-Allow-Origin"


def write(folder: Path) -> None:
    """Write the files into the site in `folder`, which has its index.html."""
    texts = (_headers(), _htaccess(), "", f"{_policy(folder)}\n")
    contents = dict(zip(FILES, texts, strict=True))
    for name, content in contents.items():
        (folder / name).write_text(content, "utf-8", newline="\n")


def _policy(folder: Path) -> str:
    """Return the tightest Content-Security-Policy under which the site in `folder` works.

    It names the scripts inside index.html by their hashes.
    """
    page = (folder / INDEX).read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = " ".join(f"'{integrity(script.encode())}'" for script in scripts)
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' 'wasm-unsafe-eval' blob: {hashes}",
        # Bars and the diagram's labels have their places in style attributes.
        "style-src": "'self' 'unsafe-inline'",
        # Figures are blobs; values in HTML may hold pictures.
        "img-src": "'self' blob: data:",
        "font-src": "'self' data:",
        "connect-src": "'self' data:",
        "worker-src": "'self'",
        "frame-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "object-src": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "fitting-room lit-html",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _headers() -> str:
    """Return the rules of Netlify and Cloudflare; both add up those that match a path."""
    rules = ["/*", f"  {ANY_ORIGIN}: *"]
    for folder in HASH_NAMED_FOLDERS:
        rules += ["", f"/{folder}/*", f"  Cache-Control: {FOREVER}"]
    return "\n".join([*rules, ""])


def _htaccess() -> str:
    """Return Apache's directives, of the class FileInfo, each only where its module is loaded."""
    types: dict[str, list[str]] = {}
    for suffix, kind in MIME_TYPES.items():
        types.setdefault(kind.partition(";")[0], []).append(suffix)
    return "\n".join(
        [
            "AddDefaultCharset utf-8",
            "<IfModule mod_mime.c>",
            *(f"  AddType {kind} {' '.join(suffixes)}" for kind, suffixes in types.items()),
            "</IfModule>",
            "<IfModule mod_headers.c>",
            f'  Header set {ANY_ORIGIN} "*"',
            f'  <FilesMatch "{HASH_NAMED_FILE}$">',
            f'    Header set Cache-Control "{FOREVER}"',
            "  </FilesMatch>",
            "</IfModule>",
            "",
        ]
    )
