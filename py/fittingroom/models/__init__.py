"""Models: `Sequential`, and what it is built on. Public names only."""

from fittingroom.models.sequential import Sequential

__all__ = ["Sequential"]
