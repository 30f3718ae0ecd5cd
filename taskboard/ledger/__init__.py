"""Events, schema, store and state (floor 2)."""
