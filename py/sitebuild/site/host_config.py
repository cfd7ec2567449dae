"""Writes the configuration of static hosts, from the tables of `server`: types, caching, CORS.

`_headers` is for Netlify and Cloudflare Pages, `.htaccess` for Apache, `.nojekyll` for GitHub
Pages. `content-security-policy.txt` is for hosts that want one. Standard library only.
"""

import base64
import hashlib
import re
from pathlib import Path

from sitebuild.site.server import (
    FOREVER,
    HASH_NAMED_FILE,
    HASH_NAMED_FOLDERS,
    INDEX,
    MIME_TYPES,
)

POLICY = "content-security-policy.txt"
FILES = ("_headers", ".htaccess", ".nojekyll")
ANY_ORIGIN = "Access-Control-Allow-Origin"


def write(folder: Path) -> None:
    """Write the files into the site in `folder`."""
    contents = dict(zip(FILES, (_headers(), _htaccess(), ""), strict=True))
    for name, content in contents.items():
        (folder / name).write_text(content, "utf-8", newline="\n")


def write_policy(folder: Path) -> None:
    """Write the tightest Content-Security-Policy under which the site in `folder` works."""
    (folder / POLICY).write_text(policy(folder) + "\n", "utf-8", newline="\n")


def policy(folder: Path) -> str:
    """Return the header's value; it names the scripts inside index.html by their hashes."""
    page = (folder / INDEX).read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' 'wasm-unsafe-eval' blob: {' '.join(map(_hash, scripts))}",
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


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


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
