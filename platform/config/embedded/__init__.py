"""PostgreSQL inside the project's own folder: a launcher and the Django backend that uses it."""
