"""The decomposition workbook out and in (floor 3)."""
