"""Layers that make one output of several inputs."""
