"""Changes over the API: applied against a revision, merged, or refused as a clash."""

from rest_framework.test import APIClient

from designer.models import Design, Job


def rename(id: str, name: str) -> dict[str, object]:
    return {"op": "set", "id": id, "values": {"name": name}}


def send(api: APIClient, design: Design, revision: int, *changes: object, client: str = "tab-1"):
    body = {"revision": revision, "changes": list(changes), "client": client}
    return api.post(f"/api/v1/designs/{design.pk}/changes/", body)


def test_a_change_makes_the_next_revision_and_starts_its_check(api: APIClient, design: Design) -> None:
    answer = send(api, design, 1, rename("App", "app-a"))
    assert answer.status_code == 200
    assert answer.json() == {"revision": 2, "merged": []}
    assert api.get(f"/api/v1/designs/{design.pk}/").json()["document"]["resources"]["App"]["name"] == "app-a"
    assert Job.objects.filter(design=design, kind="check", revision=2, state="queued").exists()


def test_changes_to_different_things_merge(api: APIClient, design: Design) -> None:
    send(api, design, 1, rename("App", "app-a"), client="tab-1")
    answer = send(api, design, 1, rename("Data", "data-a"), client="tab-2").json()
    assert answer["revision"] == 3
    assert [(b["revision"], b["client"], b["changes"]) for b in answer["merged"]] == [
        (2, "tab-1", [rename("App", "app-a")])
    ]
    resources = api.get(f"/api/v1/designs/{design.pk}/").json()["document"]["resources"]
    assert (resources["App"]["name"], resources["Data"]["name"]) == ("app-a", "data-a")


def test_changes_to_the_same_thing_clash_and_nothing_is_lost(api: APIClient, design: Design) -> None:
    send(api, design, 1, rename("App", "theirs"))
    answer = send(api, design, 1, rename("App", "mine"))
    assert answer.status_code == 409
    assert answer.json()["code"] == "clash"
    details = answer.json()["details"]
    assert details["clashes"] == ["App"]
    assert details["revision"] == 2
    assert details["batches"][0]["changes"] == [rename("App", "theirs")]
    assert api.get(f"/api/v1/designs/{design.pk}/").json()["document"]["resources"]["App"]["name"] == "theirs"


def test_a_change_that_cannot_be_applied_names_resource_and_field(api: APIClient, design: Design) -> None:
    answer = send(api, design, 1, {"op": "set", "id": "App", "values": {"colour": "red"}})
    assert answer.status_code == 400
    assert answer.json()["details"]["where"] == "App"
    assert answer.json()["details"]["field"] == "colour"


def test_a_batch_is_applied_as_a_whole_or_not_at_all(api: APIClient, design: Design) -> None:
    answer = send(api, design, 1, rename("App", "app-a"), {"op": "remove", "id": "Nowhere"})
    assert answer.status_code == 400
    assert answer.json()["code"] == "unknown-resource"
    design.refresh_from_db()
    assert design.revision == 1
    assert "name" not in design.document["resources"]["App"]


def test_what_is_no_change_is_refused(api: APIClient, design: Design) -> None:
    for nonsense in ({"op": "explode"}, {}, {"op": "set", "id": 5}):
        answer = send(api, design, 1, nonsense)
        assert answer.status_code == 400, nonsense
        assert set(answer.json()) == {"code", "message", "details"}
    assert send(api, design, 1, "text").json()["code"] == "invalid"


def test_an_account_s_own_quotas_are_a_setting_of_the_design(api: APIClient, design: Design) -> None:
    own = {"op": "settings", "values": {"quotas": {"vpcs_per_region": 20}}}
    assert send(api, design, 1, own).status_code == 200
    assert api.get(f"/api/v1/designs/{design.pk}/").json()["document"]["quotas"] == {"vpcs_per_region": 20}


def test_a_quota_that_is_fixed_or_unknown_is_refused(api: APIClient, design: Design) -> None:
    for quotas in ({"containers_per_task_definition": 20}, {"vpcs": 20}):
        answer = send(api, design, 1, {"op": "settings", "values": {"quotas": quotas}})
        assert answer.status_code == 400
        assert answer.json()["details"]["field"] == "quotas"


def test_a_revision_from_the_future_is_refused(api: APIClient, design: Design) -> None:
    answer = send(api, design, 9, rename("App", "app-a"))
    assert answer.status_code == 400
    assert answer.json()["code"] == "unknown-revision"


def test_batches_since_a_revision_come_in_order(api: APIClient, design: Design) -> None:
    for revision in (1, 2, 3):
        send(api, design, revision, rename("App", f"name-{revision}"))
    answer = api.get(f"/api/v1/designs/{design.pk}/changes/?since=2").json()
    assert [b["revision"] for b in answer["results"]] == [3, 4]
    assert set(answer["results"][0]) == {"revision", "changes", "client", "created"}
    assert api.get(f"/api/v1/designs/{design.pk}/changes/?since=soon").json()["code"] == "invalid"
