"""The packages that a site goes without, for a small host. Standard library only."""

import os

from sitebuild.tools.console import BuildError

VARIABLE = "FITTING_ROOM_WITHOUT"
"""Environment variable with their names, parted by commas; the option --without sets it."""

CHOICES = ("pandas", "scikit-learn", "seaborn", "tqdm")


def packages() -> set[str]:
    """Return the packages that are asked to be left out.

    Raises:
        BuildError: if one of them is none that could be.
    """
    given = os.environ.get(VARIABLE, "")
    names = {name.strip().lower() for name in given.split(",")} - {""}
    unknown = sorted(names.difference(CHOICES))
    if unknown:
        raise BuildError(
            f"cannot leave out {', '.join(unknown)}.\n"
            f"--without and {VARIABLE} take any of: {', '.join(CHOICES)}"
        )
    return names
