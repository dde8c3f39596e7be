"""What a design was can be told, looked at, compared and restored, and the history stays within bounds."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from designer.errors import BadInput, Clash, NotFound
from designer.history import kept
from designer.models import Design, Job, Snapshot
from designer.services.changes import apply_changes
from designer.services.designs import create_design
from designer.services.revisions import Revisions, compare_revisions, document_at, restore_revision

from .networks import small


def change(design: Design, *changes: dict[str, Any], **given: Any) -> None:
    """Change the design as it is now."""
    design.refresh_from_db()
    apply_changes(design.pk, design.owner, design.revision, list(changes), **given)
    design.refresh_from_db()


def named(id: str, name: str) -> dict[str, Any]:
    return {"op": "set", "id": id, "values": {"name": name}}


def accept(rule: str, resource: str | None, **more: Any) -> dict[str, Any]:
    return {"op": "accept", "finding": {"rule": rule, "resource": resource, **more, "reason": "a test"}}


def said(design: Design) -> list[str]:
    """The summaries, the newest first."""
    return [revision.summary for revision in Revisions(design)[0:50]]


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Snapshots every third revision; ten revisions are kept."""
    monkeypatch.setattr(kept, "SNAPSHOT_EVERY", 3)
    monkeypatch.setattr(kept, "KEPT", 10)


@pytest.mark.usefixtures("often")
def test_every_revision_is_rebuilt_as_it_was(design: Design) -> None:
    states = {1: design.document}
    for number in range(2, 9):
        change(design, named("vpc", f"name-{number}"))
        states[number] = design.document
    assert {number: document_at(design, number) for number in states} == states
    assert list(design.snapshots.values_list("revision", flat=True)) == [1, 4, 7]


@pytest.mark.usefixtures("often")
def test_what_is_older_than_need_be_goes_and_what_is_left_is_whole(design: Design) -> None:
    for number in range(2, 31):
        change(design, named("vpc", f"name-{number}"))
    oldest = kept.oldest_kept(design)
    assert design.revision - kept.KEPT - 2 * kept.SNAPSHOT_EVERY <= oldest <= design.revision - kept.KEPT
    assert document_at(design, oldest)["resources"]["vpc"]["name"] == f"name-{oldest}"
    with pytest.raises(NotFound, match="not kept"):
        document_at(design, oldest - 1)
    history = Revisions(design)[0:100]
    assert [r.revision for r in history] == list(range(30, oldest - 1, -1))
    assert all(r.kept for r in history)
    assert history[-1].summary == "everything up to here"
    assert not design.batches.filter(revision__lte=oldest).exists()


def test_a_design_from_before_there_were_snapshots_is_kept_from_its_next_change_on(design: Design) -> None:
    change(design, named("vpc", "one"))
    change(design, named("vpc", "two"))
    Snapshot.objects.all().delete()
    assert [(r.revision, r.kept) for r in Revisions(design)[0:9]] == [(3, True), (2, False)]
    with pytest.raises(NotFound):
        document_at(design, 2)
    change(design, named("vpc", "three"))
    assert document_at(design, 3)["resources"]["vpc"]["name"] == "two"


def test_a_change_that_can_no_longer_be_read_is_an_old_state_less_and_no_error(design: Design) -> None:
    change(design, named("vpc", "one"))
    change(design, named("vpc", "two"))
    design.batches.filter(revision=2).update(changes=[{"op": "paint", "id": "vpc"}])
    with pytest.raises(NotFound, match="not kept"):
        document_at(design, 2)
    assert document_at(design, 3) == design.document


@pytest.mark.parametrize(
    ("changes", "summary"),
    [
        ([{"op": "add", "resource": {"type": "NatGateway", "id": "nat-a"}}], "added NAT gateway nat-a"),
        ([named("web", "orders-api")], "changed name of web"),
        ([{"op": "move", "id": "web@app", "box": {"x": 4, "y": 8}}], "moved web"),
        ([{"op": "remove", "id": "group"}], "deleted security group group"),
        ([{"op": "settings", "values": {"region": "eu-west-1"}}], "changed the Region"),
        ([accept("EX001", "web")], "accepted EX001 of web"),
        ([accept("RE001", "group", workload="web"), accept("QU001", None)], "accepted RE001 of web and QU001"),
        ([accept("EX001", "web"), {"op": "withdraw", "finding": {"rule": "EX001", "resource": "web"}}], "stopped accepting EX001 of web"),
        ([accept("EX001", f"web-{n}") for n in range(5)], "accepted EX001 of web-0, EX001 of web-1, EX001 of web-2 and 2 others"),
        (
            [accept("EX001", "web"), {"op": "withdraw", "finding": {"rule": "PL001"}}, {"op": "move", "id": "web", "box": {"x": 4, "y": 8}}],
            "accepted EX001 of web and stopped accepting PL001",
        ),
        ([{"op": "settings", "values": {"accepted": []}}], "changed which findings are accepted"),
        ([{"op": "disconnect", "id": "web", "property": "security_groups", "value": "group"}], "changed security groups of web"),
        (
            [
                {"op": "add", "resource": {"type": "Subnet", "id": "app-b", "vpc_id": "vpc"}},
                {"op": "connect", "id": "web", "property": "subnets", "value": "app-b"},
                {"op": "move", "id": "app-b", "box": {"x": 4, "y": 8}},
            ],
            "added subnet app-b and changed subnets of web",
        ),
        ([named(id, "x") for id in ("vpc", "app", "group", "web")], "changed vpc, app, group and 1 other"),
        ([{"op": "set", "id": "web", "values": {"name": "x", "tags": {}, "desired_count": 2, "subnets": []}}], "changed 4 properties of web"),
    ],
)  # fmt: skip
def test_a_revision_is_told_in_words(design: Design, changes: list[dict[str, Any]], summary: str) -> None:
    change(design, *changes)
    assert said(design) == [summary, "created the design"]


def test_what_is_gone_is_still_called_by_its_name(design: Design) -> None:
    change(design, named("web", "orders-api"))
    change(design, {"op": "remove", "id": "web"})
    assert said(design)[0] == "deleted Fargate service orders-api"


def test_a_batch_from_before_words_were_noted_is_told_by_its_ids(design: Design) -> None:
    change(design, named("web", "orders-api"))
    design.batches.update(about=[])
    assert said(design)[0] == "changed name of web"


def test_a_revision_is_restored_beside_what_others_accept_meanwhile(design: Design) -> None:
    change(design, accept("EX001", "web"))
    change(design, {"op": "withdraw", "finding": {"rule": "EX001", "resource": "web"}})
    change(design, accept("PL001", "web"))
    restore_revision(design.pk, design.owner, 2, seen=3)
    design.refresh_from_db()
    assert [a["rule"] for a in design.document["accepted"]] == ["PL001", "EX001"]
    assert said(design)[0] == "restored revision 2"


def test_two_revisions_are_compared_with_the_verdicts_that_follow(design: Design) -> None:
    change(design, {"op": "set", "id": "web", "values": {"platform_version": "1.3.0"}})
    route = {"destination_cidr_block": "0.0.0.0/0", "gateway_id": "igw"}
    change(
        design,
        {"op": "add", "resource": {"type": "InternetGateway", "id": "igw", "vpc_id": "vpc"}},
        {"op": "connect", "id": "rtb-app", "property": "routes", "value": route},
        {"op": "set", "id": "web", "values": {"assign_public_ip": "ENABLED", "platform_version": None}},
    )
    found = compare_revisions(design, 1)
    assert (found["from"], found["to"]) == (1, 3)
    assert [r["id"] for r in found["added"]] == ["igw"]
    assert {r["id"] for r in found["changed"]} == {"rtb-app", "web"}
    assert {f["change"] for f in found["flows"]} == {"better"}
    back = compare_revisions(design, 3, 1)
    assert [r["id"] for r in back["removed"]] == ["igw"]
    assert {f["change"] for f in back["flows"]} == {"worse"}


def test_a_revision_is_restored_as_a_new_one_and_that_can_be_undone(design: Design) -> None:
    before = design.document
    change(design, {"op": "remove", "id": "web"})
    without = design.document
    applied = restore_revision(design.pk, design.owner, 1, 2, client="tab-1")
    design.refresh_from_db()
    assert applied.revision == design.revision == 3
    assert design.document["resources"] == before["resources"]
    assert Job.objects.filter(design=design, kind="check", revision=3, state="queued").exists()
    newest = Revisions(design)[0:1][0]
    assert (newest.summary, newest.restored, newest.author) == ("restored revision 1", 1, "ada")
    restore_revision(design.pk, design.owner, 2, 3)
    design.refresh_from_db()
    assert design.document == without


def test_restoring_merges_with_what_others_did_elsewhere_and_clashes_where_they_did_the_same(design: Design) -> None:
    change(design, named("web", "mine"))
    change(design, named("vpc", "theirs"))
    applied = restore_revision(design.pk, design.owner, 1, 2)
    design.refresh_from_db()
    assert [batch.revision for batch in applied.merged] == [3]
    assert design.document["resources"]["vpc"]["name"] == "theirs"
    assert "name" not in design.document["resources"]["web"]
    change(design, named("vpc", "theirs again"))
    with pytest.raises(Clash) as clash:
        restore_revision(design.pk, design.owner, 1, 4)
    assert clash.value.details["clashes"] == ["vpc"]


def test_nothing_is_restored_that_is_there_already_or_never_was(design: Design) -> None:
    change(design, named("web", "x"))
    change(design, {"op": "set", "id": "web", "values": {"name": None}})
    with pytest.raises(BadInput) as refused:
        restore_revision(design.pk, design.owner, 1, 3)
    assert refused.value.code == "no-changes"
    for revision in (0, 4):
        with pytest.raises(NotFound):
            restore_revision(design.pk, design.owner, revision, 3)
    assert design.revision == 3


def test_a_stranger_restores_nothing(design: Design, stranger: User) -> None:
    with pytest.raises(NotFound):
        restore_revision(design.pk, stranger, 1, 1)


def test_changes_may_say_which_revision_they_bring_back(design: Design) -> None:
    change(design, {"op": "remove", "id": "web"})
    change(design, {"op": "add", "resource": small()["resources"]["web"]}, restores=1)
    assert said(design)[0] == "restored revision 1"
    with pytest.raises(BadInput):
        change(design, named("vpc", "x"), restores=9)


def test_a_design_that_goes_takes_its_history(owner: User) -> None:
    design = create_design(owner, "Short", small())
    change(design, named("vpc", "x"))
    design.delete()
    assert not Snapshot.objects.exists()
