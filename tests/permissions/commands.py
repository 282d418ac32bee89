"""The commands of manage.py: whoever has a shell may call them, so each says what it refuses.

`near_miss` is what comes close to a right call and has to be refused without leaving a trace; a command
that reads and changes nothing of anybody's has none, and says so.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class CommandRow:
    name: str
    does: str
    near_miss: tuple[str, ...] = ()
    says: str = ""


COMMANDS = [
    CommandRow("demo", "Writes invented people into the database.", near_miss=("demo",), says="DEMO=1"),
    CommandRow(
        "setup_prefecture",
        "Sets up the desks of a prefecture and its first manager.",
        near_miss=("setup_prefecture", "48", "--email", "ono@test.example"),
        says="no prefecture code",
    ),
    CommandRow(
        "setup_prefecture",
        "A mistyped address makes nobody a manager.",
        near_miss=("setup_prefecture", "44", "--email", "ono"),
        says="no e-mail address|not an e-mail address",
    ),
    CommandRow(
        "verify_log",
        "Reads codes, no names; says whether the read log is unbroken.",
        near_miss=("verify_log", "--anchor", "5"),
        says="NUMBER:CODE",
    ),
    CommandRow("train", "Learns from recorded outcomes, which hold no names; writes one row of a model."),
    CommandRow(
        "rotate_keys",
        "Writes encrypted texts anew under the first key; shows none. Without the keys it cannot begin.",
    ),
    CommandRow("access_table", "Writes a document about fields; reads no row."),
    CommandRow("data_register", "Writes a document about tables; reads no row."),
    CommandRow(
        "close_accounts",
        "Closes accounts whose owners asked for it two weeks ago; nobody else's, and no staff with a caseload.",
    ),
    CommandRow("procrastinate", "Does the work that waits in the background, as the site itself would."),
    CommandRow("compile_catalogues", "Compiles translations; touches no row."),
    CommandRow(
        "import_participants",
        "Registers people from a table for somebody of the desk; a stranger's address imports nobody.",
        near_miss=("import_participants", "people.csv", "--by", "nobody@test.example"),
        says="Nobody signs in",
    ),
    CommandRow(
        "api_token",
        "Prints a key of an account; whoever has a shell may act for anybody.",
        near_miss=("api_token", "nobody@test.example"),
        says="no such account",
    ),
]
