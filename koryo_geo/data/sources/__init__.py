"""The bibliography as tables, BibTeX and CSL-JSON have it."""
