"""Farway in production: web and worker as docker-compose.yml starts them, on PostgreSQL and Redis, used over HTTP."""

import shlex
import threading
from pathlib import Path

from designer import commands

from .compose import ROOT, Compose, services

TEMPLATES = ROOT / "tests" / "fixtures" / "cloudformation"
FAULTY = "001-public-subnet-assign-public-ip-disabled.yaml"


def test_the_containers_run_the_commands_that_serve_runs() -> None:
    assert services()["web"]["command"] == ["python", *commands.web("0.0.0.0", 8000)[1:]]
    assert services()["worker"]["command"] == ["python", *commands.worker()[1:]]


def test_the_image_starts_the_web_process() -> None:
    last = (ROOT / "Dockerfile").read_text().strip().splitlines()[-1]
    assert shlex.split(last.removeprefix("CMD").strip(" []").replace(",", "")) == services()["web"]["command"]


def test_the_image_has_every_part_of_the_project_that_runs() -> None:
    text = (ROOT / "Dockerfile").read_text()
    copied = {name for line in text.splitlines() if line.startswith("COPY ") for name in line.split()[1:-1]}
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for name in ("manage.py", "topology", "designer", "api", "templates", "static", "pyproject.toml", "tools"):
        assert name in copied
    ours = {Path(name).parts[0] for name in copied if not name.startswith(("--", "/"))}
    assert ours <= let_in


def test_an_imported_template_is_checked_by_the_worker(compose: Compose) -> None:
    client = compose.client()
    design = client.upload("imports/", {FAULTY: (TEMPLATES / FAULTY).read_bytes()})
    latest = client.wait(f"designs/{design['id']}/checks/latest/", lambda found: found["current"])
    causes = {
        blocker["cause"]
        for workload in latest["result"]["workloads"]
        for flow in workload["flows"]
        for placement in flow["placements"]
        for blocker in placement["blockers"]
    }
    assert "NO_PUBLIC_IP" in causes


def test_a_design_is_exported_by_the_worker_and_handed_over_by_the_web_process(compose: Compose) -> None:
    client = compose.client()
    design = client.upload("imports/", {FAULTY: (TEMPLATES / FAULTY).read_bytes()})
    started = client.post(f"designs/{design['id']}/exports/", {"format": "svg"})
    job = client.wait(f"jobs/{started['id']}/", lambda found: found["state"] not in ("queued", "running"))
    assert job["state"] == "succeeded", job
    content, headers = client.fetch(job["result"]["url"])
    assert content.lstrip().startswith(b"<?xml") and b"</svg>" in content
    assert len(content) == job["result"]["size"]
    assert headers["Content-Type"] == "image/svg+xml"
    assert headers["Content-Disposition"].startswith("attachment")


def test_an_edit_reaches_another_browser_and_its_check_follows(compose: Compose) -> None:
    client = compose.client()
    design = client.upload("imports/", {FAULTY: (TEMPLATES / FAULTY).read_bytes()})["id"]
    client.wait(f"designs/{design}/checks/latest/", lambda found: found["current"])
    events = client.events(design)
    name, seen = next(events)
    while name != "check":
        name, seen = next(events)
    assert seen["revision"] == 1
    vpc = {"type": "Vpc", "id": "Second", "cidr_block": "10.9.0.0/16"}
    body = {"revision": 1, "changes": [{"op": "add", "resource": vpc}], "client": "one"}
    edit = threading.Thread(target=client.post, args=(f"designs/{design}/changes/", body))
    edit.start()
    found = {}
    while not found.get("check", {}).get("report"):  # signs come before the report
        name, data = next(events)
        if data.get("revision") == 2:
            found[name] = data
    edit.join()
    assert found["revision"]["client"] == "one"
    latest = client.get(f"designs/{design}/checks/latest/")
    assert latest["current"] and latest["job"] == found["check"]["job"]


def test_a_job_that_was_queued_while_no_worker_lived_is_done_by_the_next_one(compose: Compose) -> None:
    client = compose.client()
    compose.kill("worker")
    design = client.upload("imports/", {FAULTY: (TEMPLATES / FAULTY).read_bytes()})["id"]
    assert not client.get(f"designs/{design}/checks/latest/")["current"]
    compose.start("worker")
    assert client.wait(f"designs/{design}/checks/latest/", lambda found: found["current"])["revision"] == 1


def test_web_and_worker_are_healthy_by_their_own_checks_and_a_dead_worker_is_not(compose: Compose) -> None:
    compose.wait_until_healthy()
    assert compose.healthy("web") and compose.healthy("worker")
    for alive in (compose.folder / "worker").glob("worker-alive"):
        alive.unlink()
    compose.kill("worker")
    assert not compose.healthy("worker")
    compose.start("worker")
    compose.wait_until_healthy()
