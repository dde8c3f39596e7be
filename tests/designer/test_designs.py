"""Designs and imports: what is taken, and what is refused with what is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from designer import documents, queries
from designer.demo import prepare, samples
from designer.errors import BadInput, NotFound
from designer.models import Design
from designer.services.designs import create_design, delete_design, rename_design
from designer.services.imports import import_design
from designer.services.traces import trace_design
from topology.model import Topology
from topology.model.validation import validated

TEMPLATE = b"""
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16}
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: us-east-1a}
"""


def test_a_new_design_is_empty_and_at_revision_one(owner: User) -> None:
    design = create_design(owner, "  My   shop ")
    assert (design.name, design.revision) == ("My shop", 1)
    assert design.document["resources"] == {}
    assert list(queries.designs_of(owner)) == [design]


@pytest.mark.parametrize("name", ["", "   ", None, 3, "x" * 201, "a\x00b", "\ud800"])
def test_a_name_that_cannot_be_shown_is_refused(owner: User, name: Any) -> None:
    with pytest.raises(BadInput):
        create_design(owner, name)


@pytest.mark.parametrize(
    "document",
    [
        [],
        "x",
        {"resources": []},
        {"farway": 2},
        {"resources": {"a": {"type": "Vpc", "id": "b"}}},
        {"resources": {"a": 1}},
    ],
)
def test_what_is_no_document_makes_no_design(owner: User, document: Any) -> None:
    with pytest.raises(BadInput) as refused:
        create_design(owner, "Shop", document)
    assert refused.value.code == "invalid-document"
    assert not Design.objects.exists()


def test_a_document_larger_than_a_design_may_be_is_refused(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_DOCUMENT_BYTES", 1_000)
    with pytest.raises(BadInput) as refused:
        create_design(owner, "Shop", {"farway": 1, "region": "x" * 1_000})
    assert refused.value.code in ("too-large", "invalid-document")
    assert not Design.objects.exists()


def test_an_import_is_laid_out_named_after_its_file_and_checked(owner: User) -> None:
    design = import_design(owner, [("folder/shop network.yaml", TEMPLATE)])
    assert design.name == "shop network"
    assert set(design.document["resources"]) == {"Vpc", "Subnet"}
    assert {"Vpc", "Subnet"} <= set(design.document["layout"])
    assert design.jobs.get().kind == "check"


def test_what_is_exported_can_be_imported(owner: User, design: Design) -> None:
    again = import_design(owner, [("shop.json", json.dumps(design.document).encode())], name="Again")
    assert validated(Topology, again.document) == validated(Topology, design.document)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", None),
        (b"\x00\x01\x02", None),
        (b"just text", "not-a-template"),
        (b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 9)) for c in range(98, 108)), None),
        (b"Resources:\n" + b"# x\n" * 3_000_000, "too-large"),
        (b"[" * 100_000, None),
    ],
    ids=["no JSON", "binary", "text", "alias bomb", "large", "deep"],
)  # fmt: skip
def test_a_bad_file_is_refused_by_name_and_nothing_is_kept(owner: User, content: bytes, code: str | None) -> None:
    with pytest.raises(BadInput) as refused:
        import_design(owner, [("bad.yaml", content)])
    assert refused.value.details["file"] == "bad.yaml"
    assert code in (None, refused.value.code)
    assert not Design.objects.exists()


def test_one_bad_file_among_good_ones_keeps_nothing(owner: User) -> None:
    with pytest.raises(BadInput):
        import_design(owner, [("good.yaml", TEMPLATE), ("bad.yaml", b"just text")])
    assert not Design.objects.exists()


def test_no_file_and_too_many_are_refused(owner: User) -> None:
    for files in ([], [("a.yaml", TEMPLATE)] * 21):
        with pytest.raises(BadInput):
            import_design(owner, files)


def test_a_parameter_that_the_template_does_not_have_is_refused(owner: User) -> None:
    with pytest.raises(BadInput):
        import_design(owner, [("a.yaml", TEMPLATE)], parameters={"Nowhere": "x"})
    with pytest.raises(BadInput):
        import_design(owner, [("a.yaml", TEMPLATE)], parameters={"Nowhere": ["x"]})


def test_a_design_is_renamed_and_deleted_by_its_owner_alone(design: Design, owner: User, stranger: User) -> None:
    rename_design(design, "Other")
    assert queries.design_of(owner, str(design.pk)).name == "Other"
    for nobody, id in ((stranger, design.pk), (owner, "x"), (owner, None)):
        with pytest.raises(NotFound):
            queries.design_of(nobody, id)
    delete_design(design)
    assert not Design.objects.exists()


def test_a_trace_names_what_blocks_it(design: Design) -> None:
    report = trace_design(design, "web", "internet", port=443)
    assert report["verdict"] == "blocked"
    assert report["blockers"]


@pytest.mark.parametrize(
    "arguments",
    [
        {"source": "nowhere"},
        {"destination": ""},
        {"port": 65_536},
        {"port": -1},
        {"port": True},
        {"family": "ipv5"},
        {"protocol": "carrier pigeon"},
    ],
)
def test_a_trace_that_means_nothing_is_refused(design: Design, arguments: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        trace_design(design, **{"source": "web", "destination": "internet", **arguments})


def test_the_demo_account_has_the_samples_and_keeps_its_password(db: None, tmp_path: Path) -> None:
    password = prepare(tmp_path)
    assert prepare(tmp_path) == password
    demo = User.objects.get(username="demo")
    assert demo.check_password(password)
    assert sorted(demo.designs.values_list("name", flat=True)) == sorted(sample.name for sample in samples())
    demo.designs.first().delete()
    prepare(tmp_path)
    assert demo.designs.count() == len(samples()) - 1
