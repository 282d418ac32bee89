"""Who fits what: arrays in, suggestions with reasons out. Imports nothing of the project."""
