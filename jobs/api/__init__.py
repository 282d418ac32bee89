"""The REST API of work, applications and placements."""
