"""Frames that Python and JavaScript share."""
