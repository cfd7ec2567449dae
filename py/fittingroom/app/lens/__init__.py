"""How a picture of any size becomes the 28 by 28 that a network reads, step by step."""
