"""How long a worker's check of a broken design takes with one worker process and with two: one line of JSON for each.

python -m bench.workers [SERVICES]

The design is a network of `bench.networks` in which every service has lost all endpoints and routes, so that remedies are searched
for all of them: without that, a check takes less than handing a share of it over. Database and broker are the embedded ones, in a temporary folder.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from typing import Any

SERVICES = 2_000


def broken(services: int) -> Any:
    """The network without endpoints and without the private subnets' routes."""
    from bench.networks import network
    from topology.model import RouteTable, VpcEndpoint

    topology = network(services)
    lost = [e.id for e in topology.all(VpcEndpoint)]
    tables = [t.changed(routes=()) for t in topology.all(RouteTable) if "-web-" in t.id or "-app-" in t.id]
    return topology.without(*lost).with_resources(*tables).to_document()


def measure(services: int, processes: int) -> dict[str, float]:
    """Check the design once with this many worker processes, after a small one that wakes them all."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(FARWAY_VAR=folder, DATABASE_URL="", REDIS_URL="", DJANGO_SETTINGS_MODULE="designer.settings")
        import django

        django.setup()
        from django.conf import settings
        from django.contrib.auth.models import User
        from django.core.management import call_command

        from designer.models import Job
        from designer.services.designs import create_design

        assert folder in str(settings.VAR)
        call_command("migrate", verbosity=0)
        command = [sys.executable, "-m", "celery", "--quiet", "-A", "designer", "worker", "--pool=prefork"]
        command += [f"--concurrency={processes}", "--without-gossip", "--without-mingle", "--without-heartbeat"]
        worker = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            owner = User.objects.create_user("bench")
            _finished(Job, create_design(owner, "Small", broken(20)))
            design = create_design(owner, "Large", broken(services))
            job = _finished(Job, design)
            remedies = sum(bool(f["remedies"]) for w in job.result["workloads"] for f in w["flows"])
            spent = (job.finished - job.started).total_seconds()
            return {
                "services": services,
                "processes": processes,
                "check_s": round(spent, 2),
                "flows_with_remedies": remedies,
            }
        finally:
            worker.terminate()
            worker.wait()


def _finished(jobs: Any, design: Any) -> Any:
    """The check of a design when it is done."""
    while True:
        job = jobs.objects.filter(design=design, kind="check").defer("result").latest("created")
        if not job.active:
            assert job.state == "succeeded", (job.error_message, job.log)
            return job
        time.sleep(0.05)


def main() -> None:
    """Measure one and two processes, each in a process of its own: settings are read once."""
    services = int(sys.argv[1]) if len(sys.argv) > 1 else SERVICES
    if len(sys.argv) > 2:
        print(json.dumps(measure(services, int(sys.argv[2]))), flush=True)
        return
    for processes in (1, 2):
        subprocess.run([sys.executable, "-m", "bench.workers", str(services), str(processes)], check=True)


if __name__ == "__main__":
    main()
