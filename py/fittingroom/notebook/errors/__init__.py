"""Errors and warnings of cells in the learner's words."""
