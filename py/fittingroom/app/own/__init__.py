"""The learner's own set of pictures: read from files, split, written to one file."""
