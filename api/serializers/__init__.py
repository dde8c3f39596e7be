"""What the API reads and writes, one module a kind of thing."""
