"""Jobs, run in this process: what their rows say at each turn."""

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from designer import queries
from designer.errors import BadInput
from designer.jobs import apart, reaper
from designer.jobs.run import Cancelled, claim
from designer.models import Design, ExportFile, Job
from designer.services import jobs
from designer.services.changes import apply_changes
from designer.services.designs import delete_design
from topology import checks

Run = Callable[[Job], Job]


def test_a_check_finds_the_service_that_cannot_pull_its_image(design: Design, run: Run, check_of: Any) -> None:
    check = run(check_of(design))
    assert (check.state, check.revision) == ("succeeded", 1)
    assert check.started and check.finished
    web = next(w for w in check.result["workloads"] if w["id"] == "web")
    assert {flow["verdict"] for flow in web["flows"] if flow["required"]} == {"blocked"}


def test_an_export_leaves_a_file(design: Design, owner: User, run: Run) -> None:
    export = run(jobs.start_export(design, "farway"))
    assert export.state == "succeeded", export.log
    file = queries.export_of(owner, export.result["url"].split("/")[-3])
    assert (file.filename, file.media_type) == ("Shop.json", "application/json")
    assert export.result == {
        "filename": "Shop.json",
        "media_type": "application/json",
        "size": len(file.content),
        "url": f"/api/v1/exports/{file.pk}/download/",
    }


def test_an_export_that_cannot_be_written_fails_with_the_reason(design: Design, run: Run) -> None:
    export = run(jobs.start_export(design, "network-configuration", "vpc"))
    assert export.state == "failed"
    assert export.error_code and export.error_message
    assert not ExportFile.objects.exists()


def test_a_format_or_a_resource_that_is_not_there_starts_nothing(design: Design) -> None:
    for arguments in (("docx", None), ("network-configuration", "nowhere")):
        with pytest.raises(BadInput):
            jobs.start_export(design, *arguments)
    assert not Job.objects.filter(kind="export").exists()


def test_a_message_that_comes_twice_runs_the_job_once(design: Design, run: Run, check_of: Any) -> None:
    first = run(check_of(design))
    again = run(check_of(design))
    assert (again.attempts, again.finished) == (1, first.finished)


def test_a_bug_is_errored_and_its_traceback_stays_in_the_log(
    design: Design, run: Run, check_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: Any, **_given: Any) -> None:
        raise ZeroDivisionError("the secret inside")

    monkeypatch.setattr(checks, "check", broken)
    check = run(check_of(design))
    assert (check.state, check.error_code) == ("errored", "internal-error")
    assert "ZeroDivisionError" in check.log
    assert "secret" not in check.error_message


def test_a_queued_job_is_cancelled_at_once_and_never_runs(design: Design, run: Run, check_of: Any) -> None:
    jobs.cancel_job(check_of(design))
    check = run(check_of(design))
    assert (check.state, check.attempts, check.error_code) == ("cancelled", 0, "cancelled")


def test_a_running_check_stops_at_its_next_step_when_it_is_cancelled(
    design: Design, run: Run, check_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = []

    def cancelled_on_the_way(topology: Any, progress: Any, **_given: Any) -> dict[str, Any]:
        for done in range(10):
            progress(done, 10)
            steps.append(done)
            jobs.cancel_job(check_of(design))
            monkeypatch.setattr("designer.jobs.run.PROGRESS_SECONDS", 0)
        return {}

    monkeypatch.setattr(checks, "check", cancelled_on_the_way)
    check = run(check_of(design))
    assert (check.state, check.error_code, steps) == ("cancelled", "cancelled", [0])


def test_a_large_design_is_written_apart_and_comes_out_the_same(
    design: Design, owner: User, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = []
    for large in (10**6, 0):
        monkeypatch.setattr(apart, "LARGE", large)
        export = run(jobs.start_export(design, "cloudformation"))
        assert export.state == "succeeded", export.log
        files.append(bytes(queries.export_of(owner, export.result["url"].split("/")[-3]).content))
    assert files[0] == files[1]
    refused = run(jobs.start_export(design, "network-configuration", "vpc"))
    assert (refused.state, refused.error_code) == ("failed", "not-a-workload") and refused.error_message


def test_an_export_is_stopped_while_it_is_drawn(design: Design, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process would draw for a minute; it ends at once, and leaves no file."""
    started: list[subprocess.Popen[bytes]] = []

    class Drawing(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **given: Any) -> None:
            super().__init__(*arguments, **given)
            started.append(self)
            jobs.cancel_job(export)

    monkeypatch.setattr(apart, "LARGE", 0)
    monkeypatch.setattr(apart, "command", lambda *_asked: [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(subprocess, "Popen", Drawing)
    export = jobs.start_export(design, "png")
    done = run(export)
    assert (done.state, done.error_code) == ("cancelled", "cancelled")
    assert started[0].returncode == -signal.SIGKILL
    assert not ExportFile.objects.exists()


def test_what_has_finished_cannot_be_cancelled(design: Design, run: Run, check_of: Any) -> None:
    run(check_of(design))
    assert jobs.cancel_job(check_of(design)).state == "succeeded"


def test_a_newer_revision_supersedes_a_running_check(
    design: Design, owner: User, run: Run, check_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = check_of(design)
    real = checks.check

    def overtaken(topology: Any, progress: Any, **_given: Any) -> Any:
        monkeypatch.setattr(checks, "check", real)
        apply_changes(design.pk, owner, 1, [{"op": "set", "id": "vpc", "values": {"name": "main"}}])
        return real(topology)

    monkeypatch.setattr(checks, "check", overtaken)
    older = run(older)
    assert (older.state, older.error_code, older.result) == ("cancelled", "superseded", None)
    newer = run(check_of(design))
    assert (newer.state, newer.revision) == ("succeeded", 2)
    assert queries.latest_check(design) == newer


def test_a_check_whose_design_moved_on_before_it_began_is_not_done(design: Design, check_of: Any, run: Run) -> None:
    check = check_of(design)
    Design.objects.filter(pk=design.pk).update(revision=2)
    assert run(check).state == "cancelled"


def test_an_older_result_is_told_from_a_current_one_by_its_revision(
    design: Design, owner: User, run: Run, check_of: Any
) -> None:
    run(check_of(design))
    apply_changes(design.pk, owner, 1, [{"op": "set", "id": "vpc", "values": {"name": "main"}}])
    design.refresh_from_db()
    latest = queries.latest_check(design)
    assert latest is not None
    assert (latest.revision, design.revision) == (1, 2)


def test_asking_twice_for_a_check_of_one_revision_gives_the_same_job(design: Design, check_of: Any) -> None:
    assert jobs.start_check(design) == check_of(design) == jobs.start_check(design)


def test_a_design_keeps_its_newest_result_alone(design: Design, run: Run, check_of: Any) -> None:
    first = run(check_of(design))
    second = run(jobs.start_check(design))
    first.refresh_from_db()
    assert first.result is None
    assert second.result is not None


def test_a_job_of_a_deleted_design_ends_without_a_word(design: Design, check_of: Any) -> None:
    found = claim(str(check_of(design).pk), "one")
    assert found is not None
    delete_design(design)
    with pytest.raises(Cancelled):
        found.progress(0, 1)


def left_alone(job: Job, **fields: Any) -> None:
    long_ago = timezone.now() - timedelta(seconds=settings.JOB_STALE_SECONDS + 1)
    Job.objects.filter(pk=job.pk).update(**{"heartbeat": long_ago, **fields})


def test_a_job_whose_worker_died_is_queued_again_and_done(design: Design, run: Run, check_of: Any) -> None:
    dead = claim(str(check_of(design).pk), "one")
    assert dead is not None
    left_alone(dead.job)
    assert reaper.reap() == 1
    check = run(check_of(design))
    assert (check.state, check.attempts) == ("succeeded", 2)


def test_a_run_that_was_given_up_cannot_write_over_its_successor(design: Design, run: Run, check_of: Any) -> None:
    dead = claim(str(check_of(design).pk), "one")
    assert dead is not None
    left_alone(dead.job)
    reaper.reap()
    run(check_of(design))
    with pytest.raises(Cancelled):
        dead.progress(1, 1)
    assert not dead.succeed({"late": True})
    dead.fail("late", "too late")
    dead.err(ValueError(), "too late")
    check = check_of(design)
    assert check.state == "succeeded"
    assert "workloads" in check.result


def test_a_job_that_kills_its_workers_fails_in_the_end(design: Design, check_of: Any) -> None:
    for _attempt in range(settings.JOB_ATTEMPTS):
        dead = claim(str(check_of(design).pk), "one")
        assert dead is not None
        left_alone(dead.job)
        reaper.reap()
    check = check_of(design)
    assert (check.state, check.error_code) == ("failed", "worker-lost")
    assert reaper.reap() == 0


def test_a_job_whose_message_was_lost_is_sent_again(
    design: Design, check_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(reaper, "send", lambda id: sent.append(id) or True)
    check = check_of(design)
    assert reaper.reap() == 0
    left_alone(check)
    reaper.reap()
    reaper.reap()
    assert sent == [check.pk]


def test_a_cancelled_job_whose_worker_died_is_over(design: Design, check_of: Any) -> None:
    dead = claim(str(check_of(design).pk), "one")
    assert dead is not None
    jobs.cancel_job(dead.job)
    left_alone(dead.job)
    reaper.reap()
    assert check_of(design).state == "cancelled"


def test_a_job_that_lives_is_left_to_its_worker(design: Design, check_of: Any) -> None:
    claim(str(check_of(design).pk), "one")
    assert reaper.reap() == 0
    assert check_of(design).state == "running"


def test_files_of_long_ago_are_removed(design: Design, run: Run) -> None:
    export = run(jobs.start_export(design, "farway"))
    ExportFile.objects.update(created=timezone.now() - reaper.FILES_KEPT - timedelta(seconds=1))
    reaper.reap()
    export.refresh_from_db()
    assert not ExportFile.objects.exists()
    assert export.result is None


def test_nobody_starts_more_exports_than_a_worker_can_bear(design: Design) -> None:
    for _export in range(jobs.MAX_ACTIVE_EXPORTS):
        jobs.start_export(design, "farway")
    with pytest.raises(BadInput) as refused:
        jobs.start_export(design, "farway")
    assert refused.value.code == "too-many-jobs"


def test_moving_a_box_asks_for_no_new_walk_but_its_revision_has_a_result(
    design: Design, owner: User, run: Run, check_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(check_of(design))
    apply_changes(design.pk, owner, 1, [{"op": "move", "id": "app", "box": {"x": 40, "y": 60}}])
    with monkeypatch.context() as still:
        still.setattr(checks, "check", lambda *_arguments: pytest.fail("it was checked again"))
        moved = run(check_of(design))
    assert (moved.state, moved.revision, moved.result) == ("succeeded", 2, first.result)
    apply_changes(design.pk, owner, 2, [{"op": "remove", "id": "web"}])
    assert run(check_of(design)).result["workloads"] == []


def test_a_check_that_is_asked_for_is_done_anew(
    design: Design, run: Run, check_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(check_of(design))
    anew = {"workloads": [], "findings": []}
    monkeypatch.setattr(checks, "check", lambda *_arguments, **_given: anew)
    assert run(jobs.start_check(design)).result == anew
