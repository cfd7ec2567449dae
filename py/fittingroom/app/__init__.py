"""What the page needs beside the core: recipe, run, store of pictures, drawing, fingerprint."""
