"""What becomes dist/, and how it is served, packed and cached."""
