"""Packs a task for learning platforms."""
