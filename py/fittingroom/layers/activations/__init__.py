"""Activation functions with numbers of their own, as layers."""
