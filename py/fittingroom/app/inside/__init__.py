"""What a run has learned, as plain data: network, votes, units, findings, comparisons."""
