"""The search for remedies of a large design is shared among workers, and comes out as if one had done it."""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone, translation

from designer import queries
from designer.jobs import spread, work
from designer.jobs.held import topology_of
from designer.jobs.run import Cancelled, Run, claim
from designer.models import Design, Job, JobPart
from designer.news import Checked, look
from designer.services.changes import apply_changes
from designer.services.designs import create_design
from designer.services.jobs import cancel_job, start_check
from tests.topology.builders import network
from topology.checks import check
from topology.checks.digest import digest
from topology.model import Topology
from topology.model.validation import validated

SERVICES = 9


@pytest.fixture
def broken(owner: User, monkeypatch: pytest.MonkeyPatch) -> Design:
    """A design in which no service can pull its image, for two reasons, and which counts as large here."""
    monkeypatch.setattr(spread, "SPREAD_FROM", 3)
    monkeypatch.setattr(spread, "PART_SIZE", 2)
    made = network().vpc().subnet("public", public=True).subnet("private").nat("nat", "public")
    for n in range(SERVICES):
        made.service(f"s{n}", "public" if n % 2 else "private")
    return create_design(owner, "Fleet", made.build().to_document())


def claimed(design: Design) -> Any:
    run = claim(str(start_check(design).pk), "one")
    assert run is not None
    return run


def expected(design: Design) -> dict[str, Any]:
    return check(validated(Topology, design.document))


def test_a_worker_alone_does_every_part(broken: Design, run: Callable[[Job], Job]) -> None:
    job = run(start_check(broken))
    assert job.state == Job.State.SUCCEEDED
    assert job.result == expected(broken)
    assert all(f["remedies"] for w in job.result["workloads"] for f in w["flows"] if f["required"])
    assert not JobPart.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_parts(broken: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    done: dict[int, str] = {}
    first, plain = threading.Barrier(2, timeout=20), spread._do

    def noted(part: JobPart, topology: Topology, tell: Any) -> None:
        if not done:
            first.wait()  # until the other has a part, too
        done[part.number] = threading.current_thread().name
        plain(part, topology, tell)

    monkeypatch.setattr(spread, "_do", noted)
    monkeypatch.setattr(spread, "ask_for_help", lambda job: None)
    # Worker processes do one thing at a time and share no topology; these two threads must not either.
    monkeypatch.setattr(spread, "topology_of", lambda design: validated(Topology, design.document))
    running = claimed(broken)
    spread._cut(running.job, [[f"s{n}" for n in range(SERVICES)]])

    def helper() -> None:
        spread.help_with(str(running.job.pk))
        connection.close()

    other = threading.Thread(target=helper, name="helper")
    other.start()
    offered = spread._finish(running.job, topology_of(broken), lambda n: None)
    other.join()
    assert set(done.values()) == {"helper", threading.current_thread().name}
    assert len(done) == JobPart.objects.filter(state=JobPart.State.DONE).count() == 5
    assert set(offered) == {f"s{n}" for n in range(SERVICES)}


def test_the_part_of_a_helper_that_died_is_done_by_another(broken: Design, settings: Any) -> None:
    running = claimed(broken)
    spread._cut(running.job, [[f"s{n}" for n in range(SERVICES)]])
    died = timezone.now() - timedelta(seconds=settings.JOB_STALE_SECONDS + 1)
    JobPart.objects.filter(number=0).update(state=JobPart.State.RUNNING, heartbeat=died)
    offered = spread._finish(running.job, topology_of(broken), lambda n: None)
    assert set(offered) == {f"s{n}" for n in range(SERVICES)}


def test_a_helper_stops_where_the_job_was_cancelled(broken: Design) -> None:
    running = claimed(broken)
    spread._cut(running.job, [[f"s{n}" for n in range(SERVICES)]])
    cancel_job(running.job)
    spread.help_with(str(running.job.pk))
    assert not JobPart.objects.exclude(state=JobPart.State.QUEUED).exists()


def test_a_cancelled_job_leaves_no_parts(
    broken: Design, run: Callable[[Job], Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancelled(*_given: Any) -> None:
        raise Cancelled

    monkeypatch.setattr(spread, "_do", cancelled)
    job = run(start_check(broken))
    assert job.state == Job.State.CANCELLED
    assert not JobPart.objects.exists()


def test_a_helper_leaves_alone_what_has_moved_on(broken: Design, owner: User) -> None:
    running = claimed(broken)
    spread._cut(running.job, [["s0"]])
    apply_changes(broken.pk, owner, 1, [{"op": "set", "id": "s1", "values": {"name": "one"}}])
    spread.help_with(str(running.job.pk))
    assert JobPart.objects.get().state == JobPart.State.QUEUED


def test_a_check_after_an_edit_remembers_the_check_before(
    broken: Design, owner: User, run: Callable[[Job], Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(start_check(broken))
    seen: list[Topology] = []
    monkeypatch.setattr(work, "topology_of", lambda design: seen.append(topology_of(design)) or seen[-1])
    revision = 1
    for id, values in (("s1", {"name": "one"}), ("nat", {"subnet_id": "private"}), ("s2", {"subnets": ["public"]})):
        revision = apply_changes(broken.pk, owner, revision, [{"op": "set", "id": id, "values": values}]).revision
        broken.refresh_from_db()
        job = run(start_check(broken))
        assert job.result == expected(broken)
    # The newest topology had an answer for every service before anything was asked of it, but for those that changed.
    assert len(seen) == 3
    assert seen[0].resources["s3"] is seen[2].resources["s3"]


def test_what_cannot_be_caught_up_with_is_read_anew(broken: Design, owner: User) -> None:
    old = topology_of(broken)
    apply_changes(broken.pk, owner, 1, [{"op": "set", "id": "s1", "values": {"name": "one"}}])
    broken.batches.all().delete()
    broken.refresh_from_db()
    new = topology_of(broken)
    assert new.resources["s1"].name == "one"
    assert new.resources["s2"] is not old.resources["s2"]


def test_a_language_has_messages_of_its_own(broken: Design) -> None:
    with translation.override("en"):
        english = topology_of(broken)
        assert topology_of(broken) is english
    with translation.override("zh-hans"):
        assert topology_of(broken) is not english


def test_the_findings_of_a_large_design_are_told_before_the_remedies_are_searched_for(
    broken: Design, run: Callable[[Job], Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spread, "TELL_FROM", SERVICES)
    monkeypatch.setattr(spread, "SPREAD_FROM", SERVICES + 1)
    told: list[Any] = []
    plain = spread.search_here

    def searching(*arguments: Any) -> Any:
        told.append(queries.latest_report(broken))
        told.append(look([broken.pk])[broken.pk].checked)
        return plain(*arguments)

    monkeypatch.setattr(spread, "search_here", searching)
    job = run(start_check(broken))
    revision, id, state, short, report = told[0]
    assert (revision, id, state) == (broken.revision, job.pk, Job.State.RUNNING)
    first = json.loads(report)
    assert json.loads(short) == digest(first)
    assert first == check(validated(Topology, broken.document), remedies=False)
    assert told[1] == Checked(broken.revision, job.pk, report=True, complete=False, digest=digest(first))
    assert look([broken.pk])[broken.pk].checked == replace(told[1], complete=True)
    assert job.result == expected(broken)


def test_what_was_told_of_a_check_that_is_cancelled_is_withdrawn(
    broken: Design, run: Callable[[Job], Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spread, "TELL_FROM", SERVICES)

    def cancelled(*arguments: Any) -> Any:
        assert queries.latest_report(broken) is not None
        raise Cancelled

    monkeypatch.setattr(spread, "_cut", cancelled)
    job = run(start_check(broken))
    assert (job.state, job.result) == (Job.State.CANCELLED, None)
    assert queries.latest_report(broken) is None


def test_the_report_of_a_small_design_is_told_with_its_remedies_but_what_it_comes_to_before(
    broken: Design, run: Callable[[Job], Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, Any]] = []
    plain = Run.tell

    def noted(run: Run, **known: Any) -> None:
        told.append(known)
        plain(run, **known)

    monkeypatch.setattr(Run, "tell", noted)
    job = run(start_check(broken))
    assert job.state == Job.State.SUCCEEDED
    assert told == [{"digest": digest(job.result)}]


def test_a_helper_gives_way_to_jobs_that_wait(broken: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    running = claimed(broken)
    monkeypatch.setattr(spread, "ask_for_help", lambda job: None)
    spread._cut(running.job, [[f"s{n}" for n in range(SERVICES)]])
    waiting = start_check(create_design(broken.owner, "Small", network().build().to_document()))
    spread.help_with(str(running.job.pk))
    assert not JobPart.objects.exclude(state=JobPart.State.QUEUED).exists()
    cancel_job(waiting)
    spread.help_with(str(running.job.pk))
    assert not JobPart.objects.exclude(state=JobPart.State.DONE).exists()
