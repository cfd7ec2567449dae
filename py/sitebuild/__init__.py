"""What build.py does: build dist/, serve it, pack it, test it. Never shipped."""
