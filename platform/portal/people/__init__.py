"""The list of people at the desk: which rows, which columns, which view."""
