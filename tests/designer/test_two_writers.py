"""Several processes write at once: every change is in, each in a revision of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from designer.services.designs import create_design

from .conftest import Workers
from .networks import small

ROOT = Path(__file__).resolve().parents[2]
WRITE = """
import sys, django
django.setup()
from django.contrib.auth.models import User
from designer.services.changes import apply_changes
design, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
owner = User.objects.get(username="ada")
for number in range(count):
    resource = {"type": "Vpc", "id": f"{name}-{number}", "cidr_block": "10.9.0.0/16"}
    finding = {"rule": "VP001", "resource": resource["id"], "reason": "a test", "by": name}
    changes = [{"op": "add", "resource": resource}, {"op": "accept", "finding": finding}]
    apply_changes(design, owner, 1, changes, client=name)
"""


@pytest.mark.django_db(transaction=True)
def test_three_processes_change_one_design_while_a_worker_checks_it(workers: Workers) -> None:
    workers.start()
    design = create_design(User.objects.create_user("ada"), "Shop", small())
    environment = {**workers.environment, "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))}
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITE, str(design.pk), name, "25"], cwd=ROOT, env=environment)
        for name in ("a", "b", "c")
    ]
    assert [writer.wait(120) for writer in writers] == [0, 0, 0]
    design.refresh_from_db()
    assert design.revision == 76
    written = {f"{name}-{number}" for name in "abc" for number in range(25)}
    assert written <= set(design.document["resources"])
    assert sorted(accepted["resource"] for accepted in design.document["accepted"]) == sorted(written)
    assert list(design.batches.values_list("revision", flat=True)) == list(range(2, 77))
