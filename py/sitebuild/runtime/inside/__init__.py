"""Modules that run inside Pyodide at build time, not in the build's own Python."""
