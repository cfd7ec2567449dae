"""The pictures that are trained on: where they lie in files, and the sets that recipes choose."""
