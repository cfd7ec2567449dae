"""Packages that cells import: those of the site, and those that are not here."""
