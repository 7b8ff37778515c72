"""Pages as text."""
