"""Actors: who is named in a text, and who is who across texts."""
