"""Layers that add noise while training."""
