"""What a cell says and shows, bounded on its way to the page."""
