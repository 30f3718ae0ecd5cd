"""taskboard: from a 工作要点 to its last 销号, on one desktop.

This module imports nothing, so that every command pays only for what it uses.
"""

__version__ = "0.1.0"
