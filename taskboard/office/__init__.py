"""Writing xlsx and docx (floor 2)."""
