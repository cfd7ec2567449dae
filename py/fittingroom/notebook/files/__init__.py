"""Files of the site that cells read."""
