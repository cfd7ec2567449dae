"""Where the site will be published, if whoever builds it says so: for what must be absolute.

Cards and oEmbed answers are read by other servers, away from the page that they belong to; all else
in the site is relative and works anywhere. Standard library only.
"""

import os
from urllib.parse import urlsplit

from sitebuild.console import BuildError

VARIABLE = "FITTING_ROOM_URL"
"""Environment variable with the address; the option --site-url sets it."""


def published() -> str | None:
    """The address of the site's folder, with a slash at its end; None if nobody has said it.

    Raises:
        BuildError: if it is no address that a browser can open.
    """
    given = os.environ.get(VARIABLE, "").strip()
    if not given:
        return None
    try:
        parts = urlsplit(given)
        right = parts.scheme in ("http", "https") and parts.hostname is not None
    except ValueError:
        right = False
        parts = urlsplit("")
    if not right or parts.query or parts.fragment:
        raise BuildError(
            f"--site-url and {VARIABLE} take the address of the folder where the site will be,\n"
            f"such as https://example.edu/fitting-room/. Received: {given}"
        )
    return parts.geturl().removesuffix("index.html").rstrip("/") + "/"
