"""Text to outline to tasks; pure (floor 2)."""
