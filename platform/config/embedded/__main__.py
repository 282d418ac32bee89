"""`python -m config.embedded start|stop VAR`, for the Makefile and for scripts."""

import sys

from config.embedded import server

match sys.argv[1:]:
    case ["start", var]:
        print(server.start(var).sockets)
    case ["stop", var]:
        print("The database is stopped." if server.stop(var) else "No embedded database was running.")
    case _:
        sys.exit(__doc__)
