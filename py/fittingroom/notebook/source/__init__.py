"""Reads what stands in a cell: its Python, IPython's lines, characters of documents."""
