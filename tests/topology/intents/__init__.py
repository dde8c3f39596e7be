"""Intents: what a person wants in a word, as changes."""
