"""Writes the Keras program of a recipe."""
