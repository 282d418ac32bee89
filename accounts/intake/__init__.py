"""People from a table: which columns it may have, what its cells say, and who a row is."""

from accounts.intake.columns import COLUMNS, Column, guess, heading_key
from accounts.intake.rows import Reader, Unreadable, Written

__all__ = ["COLUMNS", "Column", "Reader", "Unreadable", "Written", "guess", "heading_key"]
