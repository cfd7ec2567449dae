"""The URL where the site will be published, for cards and oEmbed. Standard library only."""

import os
from urllib.parse import urlsplit

from sitebuild.tools.console import BuildError

VARIABLE = "FITTING_ROOM_URL"
"""Environment variable with the URL; the option --site-url sets it."""


def published() -> str | None:
    """Return the URL of the site's folder, with a slash at its end; None if it is not given.

    Raises:
        BuildError: if a browser cannot open it.
    """
    given = os.environ.get(VARIABLE, "").strip()
    if not given:
        return None
    try:
        parts = urlsplit(given)
        valid = parts.scheme in ("http", "https") and parts.hostname is not None
    except ValueError:
        valid = False
        parts = urlsplit("")
    if not valid or parts.query or parts.fragment:
        raise BuildError(
            f"--site-url and {VARIABLE} take the address of the folder where the site will be,\n"
            f"such as https://example.edu/fitting-room/. Received: {given}"
        )
    return parts.geturl().removesuffix("index.html").rstrip("/") + "/"
