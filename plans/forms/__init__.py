"""Forms: the one way by which input enters; each returns the columns that it changes."""
