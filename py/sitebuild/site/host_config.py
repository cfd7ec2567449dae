"""Writes the configuration of static hosts, from the tables of `server`: types, caching, CORS.

`_headers` is for Netlify and Cloudflare Pages, `.htaccess` for Apache, `.nojekyll` for GitHub
Pages. Standard library only.
"""

from pathlib import Path

from sitebuild.site.server import FOREVER, HASH_NAMED_FILE, HASH_NAMED_FOLDERS, MIME_TYPES

FILES = ("_headers", ".htaccess", ".nojekyll")
ANY_ORIGIN = "Access-Control-Allow-Origin"


def write(folder: Path) -> None:
    """Write the files into the site in `folder`."""
    contents = dict(zip(FILES, (_headers(), _htaccess(), ""), strict=True))
    for name, content in contents.items():
        (folder / name).write_text(content, "utf-8", newline="\n")


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
