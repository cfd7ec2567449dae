"""The quick start: brings back what the snapshot goes without, warms the first training up."""
