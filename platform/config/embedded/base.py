"""A Django database backend: PostgreSQL that starts by itself the first time a connection is wanted.

`OPTIONS["var"]` names the folder that the database belongs to. All else is Django's own PostgreSQL backend.
"""

import psycopg
from django.db.backends.postgresql import base, client
from django.db.utils import OperationalError
from psycopg import sql

from config.embedded import server
from config.embedded.home import ROLE, EmbeddedError, Home


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell` with the psql that came with the server."""

    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict, parameters):
        home = server.start(settings_dict["OPTIONS"]["var"])
        _create_if_missing(home, settings_dict["NAME"])
        inside = settings_dict | {"HOST": str(home.sockets), "USER": ROLE, "OPTIONS": {}}
        args, env = super().settings_to_cmd_args_env(inside, parameters)
        return [str(home.programs / "psql"), *args[1:]], env


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects through the private socket; a refused connection starts the server and tries again."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict:
        params = super().get_connection_params()
        home = Home.of(params.pop("var"))
        return params | {"host": str(home.sockets), "port": "5432", "user": ROLE}

    def get_new_connection(self, conn_params: dict):
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            try:
                home = server.start(self.settings_dict["OPTIONS"]["var"])
            except EmbeddedError as problem:
                raise OperationalError(str(problem)) from problem
            _create_if_missing(home, conn_params["dbname"])
            return super().get_new_connection(conn_params)


def _create_if_missing(home: Home, name: str) -> None:
    """Create the database; of several who want it at once, one does."""
    with psycopg.connect(
        host=str(home.sockets), port="5432", user=ROLE, dbname="postgres", autocommit=True
    ) as maintenance:
        maintenance.execute("SELECT pg_advisory_lock(hashtext('create database'))")
        known = maintenance.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            maintenance.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
