"""What a design was: the states that are kept of it, and its revisions in words."""
