"""Forms of the account pages; one module for each way to an account."""
