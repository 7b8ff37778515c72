"""Words: those of the interface, and those of a dataset, in each language of a page."""
