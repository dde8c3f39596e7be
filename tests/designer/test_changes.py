"""Designs change only through changes, and nobody's are lost."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from designer.errors import BadInput, Clash, NotFound
from designer.models import Design, Job
from designer.services.changes import apply_changes
from designer.services.designs import create_design


def named(id: str, name: str) -> list[dict[str, Any]]:
    return [{"op": "set", "id": id, "values": {"name": name}}]


def test_changes_make_the_next_revision_and_are_remembered(design: Design, owner: User) -> None:
    applied = apply_changes(design.pk, owner, 1, named("vpc", "main"), client="tab-1")
    design.refresh_from_db()
    assert (applied.revision, applied.merged, design.revision) == (2, [], 2)
    assert design.document["resources"]["vpc"]["name"] == "main"
    batch = design.batches.get()
    assert (batch.revision, batch.changes, batch.client, batch.author) == (2, named("vpc", "main"), "tab-1", owner)


def test_changes_to_different_things_from_the_same_revision_merge(design: Design, owner: User) -> None:
    apply_changes(design.pk, owner, 1, named("vpc", "main"), client="tab-1")
    applied = apply_changes(design.pk, owner, 1, named("web", "shop"), client="tab-2")
    design.refresh_from_db()
    assert applied.revision == 3
    assert [batch.client for batch in applied.merged] == ["tab-1"]
    assert design.document["resources"]["vpc"]["name"] == "main"
    assert design.document["resources"]["web"]["name"] == "shop"


def test_changes_to_the_same_thing_clash_and_change_nothing(design: Design, owner: User) -> None:
    apply_changes(design.pk, owner, 1, named("vpc", "theirs"), client="tab-1")
    with pytest.raises(Clash) as clash:
        apply_changes(design.pk, owner, 1, [*named("web", "mine"), *named("vpc", "mine")], client="tab-2")
    design.refresh_from_db()
    assert clash.value.details["clashes"] == ["vpc"]
    assert clash.value.details["revision"] == 2
    assert clash.value.details["batches"][0]["changes"] == named("vpc", "theirs")
    assert design.revision == 2
    assert design.document["resources"]["vpc"]["name"] == "theirs"
    assert "name" not in design.document["resources"]["web"]


def test_what_one_removed_another_cannot_refer_to(design: Design, owner: User) -> None:
    apply_changes(design.pk, owner, 1, [{"op": "remove", "id": "group"}])
    with pytest.raises(Clash) as clash:
        apply_changes(
            design.pk, owner, 1, [{"op": "connect", "id": "web", "property": "security_groups", "value": "group"}]
        )
    assert "group" in clash.value.details["clashes"]


def accept(resource: str, reason: str, by: str = "") -> dict[str, Any]:
    return {"op": "accept", "finding": {"rule": "EX001", "resource": resource, "reason": reason, "by": by}}


def test_two_who_accept_different_findings_at_once_are_both_heard(design: Design, owner: User) -> None:
    apply_changes(design.pk, owner, 1, [accept("web", "a test")], client="tab-1")
    applied = apply_changes(design.pk, owner, 1, [accept("app", "soon gone")], client="tab-2")
    design.refresh_from_db()
    assert (applied.revision, [batch.client for batch in applied.merged]) == (3, ["tab-1"])
    assert [(a["resource"], a["reason"]) for a in design.document["accepted"]] == [
        ("web", "a test"),
        ("app", "soon gone"),
    ]


def test_a_reason_is_not_overwritten_unseen(design: Design, owner: User) -> None:
    apply_changes(design.pk, owner, 1, [accept("web", "a test", "ada")])
    for mine in (
        accept("web", "soon gone", "grace"),
        {"op": "withdraw", "finding": {"rule": "EX001", "resource": "web"}},
    ):
        with pytest.raises(Clash) as clash:
            apply_changes(design.pk, owner, 1, [mine])
        assert clash.value.details["clashes"] == ["accepted:EX001 web"]
    design.refresh_from_db()
    assert [a["reason"] for a in design.document["accepted"]] == ["a test"]
    assert apply_changes(design.pk, owner, 2, [accept("web", "soon gone", "grace")]).revision == 3


def test_what_went_with_what_another_removed_cannot_be_removed_again(design: Design, owner: User) -> None:
    connection = {"type": "Connection", "id": "calls", "source": "web", "destination": "web"}
    apply_changes(design.pk, owner, 1, [{"op": "add", "resource": connection}])
    apply_changes(design.pk, owner, 2, [{"op": "remove", "id": "web"}])
    with pytest.raises(Clash) as clash:
        apply_changes(design.pk, owner, 2, [{"op": "remove", "id": "calls"}])
    assert clash.value.details["clashes"] == ["calls"]


def test_a_batch_is_applied_whole_or_not_at_all(design: Design, owner: User) -> None:
    with pytest.raises(BadInput) as refused:
        apply_changes(design.pk, owner, 1, [*named("vpc", "main"), {"op": "set", "id": "nowhere", "values": {}}])
    design.refresh_from_db()
    assert refused.value.details == {"where": "nowhere", "field": None}
    assert design.revision == 1
    assert "name" not in design.document["resources"]["vpc"]
    assert not design.batches.exists()


def test_a_value_that_is_none_names_the_resource_and_the_field(design: Design, owner: User) -> None:
    with pytest.raises(BadInput) as refused:
        apply_changes(
            design.pk, owner, 1, [{"op": "set", "id": "app", "values": {"map_public_ip_on_launch": "perhaps"}}]
        )
    assert refused.value.code == "invalid-value"
    assert refused.value.details == {"where": "app", "field": "map_public_ip_on_launch"}


@pytest.mark.parametrize("revision", [0, 2, -1, True, "1", None])
def test_a_revision_that_never_was_is_refused(design: Design, owner: User, revision: Any) -> None:
    with pytest.raises(BadInput) as refused:
        apply_changes(design.pk, owner, revision, named("vpc", "main"))
    assert refused.value.code == "unknown-revision"


@pytest.mark.parametrize(
    "changes", [None, "x", {}, [], [None], [{"op": "explode"}], [{"op": "set"}], [{"op": "remove", "id": 3}]]
)
def test_what_is_no_list_of_changes_is_refused(design: Design, owner: User, changes: Any) -> None:
    with pytest.raises(BadInput):
        apply_changes(design.pk, owner, 1, changes)


def test_a_stranger_cannot_tell_a_design_from_none(design: Design, stranger: User) -> None:
    with pytest.raises(NotFound):
        apply_changes(design.pk, stranger, 1, named("vpc", "mine"))
    with pytest.raises(NotFound):
        apply_changes("no-id", stranger, 1, named("vpc", "mine"))


def test_texts_that_databases_mind_are_kept_as_they_are(design: Design, owner: User) -> None:
    apply_changes(
        design.pk, owner, 1, [{"op": "set", "id": "vpc", "values": {"tags": {"note": "naïve 🚢 “quoted” \\u0000 %s"}}}]
    )
    design.refresh_from_db()
    assert design.document["resources"]["vpc"]["tags"]["note"] == "naïve 🚢 “quoted” \\u0000 %s"


def test_the_order_of_resources_survives_the_database(design: Design, owner: User) -> None:
    before = list(design.document["resources"])
    apply_changes(
        design.pk, owner, 1, [{"op": "add", "resource": {"type": "Vpc", "id": "a-first", "cidr_block": "10.9.0.0/16"}}]
    )
    design.refresh_from_db()
    assert list(design.document["resources"]) == [*before, "a-first"]


def test_each_change_queues_a_check_of_its_revision(design: Design, owner: User) -> None:
    apply_changes(design.pk, owner, 1, named("vpc", "main"))
    checks = Job.objects.filter(design=design, kind="check").order_by("revision")
    assert [(check.revision, check.state, check.error_code) for check in checks] == [
        (1, "cancelled", "superseded"),
        (2, "queued", ""),
    ]


def accepted(design: Design) -> list[tuple[str, str, str]]:
    design.refresh_from_db()
    return [(a["resource"], a["by"], a["when"]) for a in design.document["accepted"]]


def test_who_accepts_a_finding_is_the_account_whatever_the_client_says(design: Design, owner: User) -> None:
    today = timezone.now().date().isoformat()
    forged = accept("web", "a test", "grace")
    forged["finding"]["when"] = "1999-01-01"
    apply_changes(design.pk, owner, 1, [forged])
    assert accepted(design) == [("web", owner.username, today)]
    assert design.batches.get().changes[0]["finding"]["by"] == owner.username
    listed = [forged["finding"] | {"resource": "app"}, *design.document["accepted"]]
    apply_changes(design.pk, owner, 2, [{"op": "settings", "values": {"accepted": listed}}])
    assert accepted(design) == [("app", owner.username, today), ("web", owner.username, today)]


def test_an_acceptance_that_undo_brings_back_keeps_who_made_it_and_when(design: Design, owner: User) -> None:
    theirs = {"rule": "EX001", "resource": "web", "reason": "a test", "by": "ada", "when": "2026-05-01"}
    document = design.document | {"accepted": [theirs]}
    design = create_design(owner, "imported", document)
    withdrawn = {"op": "withdraw", "finding": {"rule": "EX001", "resource": "web"}}
    apply_changes(design.pk, owner, 1, [withdrawn])
    apply_changes(design.pk, owner, 2, [{"op": "accept", "finding": theirs | {"reason": "ada never said so"}}])
    assert accepted(design)[0][1] == owner.username
    apply_changes(design.pk, owner, 3, [withdrawn])
    apply_changes(design.pk, owner, 4, [{"op": "accept", "finding": theirs}])
    assert accepted(design) == [("web", "ada", "2026-05-01")]
