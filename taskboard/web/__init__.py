"""Intranet pages (floor 5)."""
