"""Real worker processes: what they do, and what is left when they are killed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from designer import queries
from designer.celery import app
from designer.models import Design, Job
from designer.services import jobs
from designer.services.changes import apply_changes
from designer.services.designs import create_design

from .conftest import Workers
from .networks import large, small

pytestmark = pytest.mark.django_db(transaction=True)
Wait = Callable[..., None]


def state_of(job: Job) -> str:
    job.refresh_from_db()
    return job.state


def done(job: Job) -> int:
    job.refresh_from_db(fields=["progress_done", "state"])
    return job.progress_done if job.state == "running" else 0


def test_a_change_is_checked_without_being_asked_for(workers: Workers, wait: Wait) -> None:
    workers.start()
    owner = User.objects.create_user("ada")
    design = create_design(owner, "Shop", small())
    wait(lambda: (found := queries.latest_check(design)) is not None and found.revision == 1)
    for revision in range(1, 6):
        apply_changes(design.pk, owner, revision, [{"op": "set", "id": "vpc", "values": {"name": f"name {revision}"}}])
    wait(lambda: (found := queries.latest_check(design)) is not None and found.revision == 6)
    export = jobs.start_export(Design.objects.get(pk=design.pk), "svg")
    wait(lambda: state_of(export) == "succeeded")
    assert queries.export_of(owner, export.result["url"].split("/")[-3]).content.startswith(b"<?xml")


def test_a_check_of_a_thousand_services_tells_how_far_it_is_and_can_be_cancelled(workers: Workers, wait: Wait) -> None:
    workers.start()
    design = create_design(User.objects.create_user("ada"), "Large", large(1_000))
    check = design.jobs.get()
    seen: set[int] = set()

    def watch() -> bool:
        seen.add(done(check))
        return check.state == "succeeded"

    wait(watch, 60)
    check.refresh_from_db()
    between = {step for step in seen if 0 < step < check.progress_total}
    assert len(between) >= 2, f"steps seen: {sorted(seen)} of {check.progress_total}"

    again = jobs.start_check(design)
    wait(lambda: done(again) > 0, 60)
    jobs.cancel_job(again)
    wait(lambda: state_of(again) == "cancelled", 10)
    assert again.result is None


def test_a_job_whose_worker_is_killed_is_finished_by_another(workers: Workers, wait: Wait) -> None:
    first = workers.start()
    design = create_design(User.objects.create_user("ada"), "Large", large(1_000))
    check = design.jobs.get()
    wait(lambda: done(check) > 0, 60)
    workers.kill(first)
    assert state_of(check) == "running"
    workers.start()
    wait(lambda: state_of(check) == "succeeded", 90)
    assert check.attempts == 2
    assert len(check.result["workloads"]) == 1_000


def test_a_job_whose_message_is_lost_is_done_all_the_same(workers: Workers, wait: Wait) -> None:
    design = create_design(User.objects.create_user("ada"), "Shop", small())
    with app.connection_for_write() as broker:
        assert broker.default_channel.queue_purge(queue=app.conf.task_default_queue) == 1
    workers.start()
    wait(lambda: state_of(design.jobs.get()) == "succeeded")


def test_several_jobs_at_once_are_each_done_once(workers: Workers, wait: Wait) -> None:
    workers.start()
    workers.start()
    owner = User.objects.create_user("ada")
    designs = [create_design(owner, f"Shop {number}", small()) for number in range(20)]
    wait(lambda: not Job.objects.exclude(state="succeeded").exists(), 60)
    assert Job.objects.count() == len(designs)
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}


def test_a_broker_that_is_away_loses_no_change(workers: Workers, wait: Wait, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: Any, **_options: Any) -> None:
        raise OSError("no broker")

    with monkeypatch.context() as away:
        away.setattr(app, "send_task", refuse)
        design = create_design(User.objects.create_user("ada"), "Shop", small())
    workers.start()
    wait(lambda: state_of(design.jobs.get()) == "succeeded")
