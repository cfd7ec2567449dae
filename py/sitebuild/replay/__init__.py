"""Trains the recipes of handed-in codes again, outside the browser."""
