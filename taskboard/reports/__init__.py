"""Figures, then one renderer per output (floor 3)."""
