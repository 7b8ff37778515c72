"""What there is to say of a dataset: its sums, its gaps, its answers, and what changed."""
