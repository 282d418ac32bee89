"""Account pages; one module for each way to an account."""
