"""The shipped templates; an office overrides any of them by a file of the same name."""
