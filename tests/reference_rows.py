"""What migrations loaded (prefectures, wages, holidays…) survives tests that really commit.

Django flushes every table after a transactional test, and `serialized_rollback` brings the rows back
only for tests that ask for it, slowly. Here the rows are kept as PostgreSQL's own COPY text, and each
transactional test ends with one TRUNCATE and one COPY a table: milliseconds, and every test finds what a
new installation has.
"""

from django.db import connections, transaction
from django.test import TransactionTestCase
from psycopg import sql

_HISTORY = "django_migrations"
# Tables that refuse to be emptied, and the trigger that refuses it.
_KEPT = {
    "accounts_recordaccess": "read_log_never_empties",
    "accounts_logend": "read_log_keeps_its_end_too",
}


class ReferenceRows:
    """The rows of a freshly migrated database."""

    def __init__(self, alias: str = "default") -> None:
        self.alias = alias
        with connections[alias].cursor() as cursor:
            names = connections[alias].introspection.table_names(cursor)
            self.tables = sorted(set(names) - {_HISTORY})
            self.rows = {name: rows for name in self.tables if (rows := self._copy_out(cursor, name))}

    @staticmethod
    def _copy_out(cursor, table: str) -> bytes:
        with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as copy:
            return b"".join(bytes(block) for block in copy)

    @staticmethod
    def _let_go(cursor, how: str) -> None:
        for table, trigger in _KEPT.items():
            cursor.execute(f"ALTER TABLE {table} {how} TRIGGER {trigger}")

    def restore(self) -> None:
        """Empty every table and put the first rows back; foreign keys are checked at commit."""
        every = sql.SQL(", ").join(map(sql.Identifier, self.tables))
        with transaction.atomic(using=self.alias), connections[self.alias].cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20s'")
            self._let_go(cursor, "DISABLE")
            cursor.execute(sql.SQL("TRUNCATE {} CASCADE").format(every))
            self._let_go(cursor, "ENABLE ALWAYS")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for table, rows in self.rows.items():
                with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy:
                    copy.write(rows)

    def replace_flush(self) -> None:
        """Every transactional test ends with `restore` instead of Django's flush."""

        def teardown(case: TransactionTestCase) -> None:
            self.restore()

        TransactionTestCase._fixture_teardown = teardown
