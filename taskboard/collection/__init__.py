"""Forms out and forms in (floor 3)."""
