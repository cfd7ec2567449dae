"""Keeps Python whole between two cells, and out of what it cannot do here."""
