"""Named queries: rows in, rows out, no decisions. Each takes the connection of the caller's transaction."""
