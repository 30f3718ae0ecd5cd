"""One format each, to blocks (floor 1)."""
