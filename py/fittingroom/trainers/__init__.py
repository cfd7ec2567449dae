"""How models train: arguments checked, data in batches, the one training loop."""
