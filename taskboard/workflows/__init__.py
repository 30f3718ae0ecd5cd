"""One function per use case; all that cli and web call (floor 4)."""
