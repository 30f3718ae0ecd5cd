"""Command groups: arguments in, one workflow called, a message out (floor 6)."""
