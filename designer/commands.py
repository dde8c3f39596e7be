"""The commands that start the two processes. docker-compose.yml starts the same."""

import sys

WORKER_OPTIONS = (
    "--pool=prefork",
    "--concurrency=2",
    "--without-gossip",
    "--without-mingle",
    "--without-heartbeat",
    "--loglevel=INFO",
)


def web(host: str, port: int) -> list[str]:
    """The web process. Streams of events are cut when it ends: browsers come back by themselves."""
    options = ["--host", host, "--port", str(port), "--timeout-graceful-shutdown", "2", "--log-level", "warning"]
    return [sys.executable, "-m", "uvicorn", "designer.asgi:application", *options]


def worker() -> list[str]:
    """A worker. Jobs tell of themselves by their rows, so that workers need not talk to one another."""
    return [sys.executable, "-m", "celery", "--quiet", "-A", "designer", "worker", *WORKER_OPTIONS]
