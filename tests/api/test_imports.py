"""Imports over the API: files become a design, or nothing does."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from designer.models import Design

TEMPLATE = b"""
Parameters:
  Block: {Type: String}
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: !Ref Block}
  App:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1a}
"""


def send(api: APIClient, *files: tuple[str, bytes], **fields: Any):
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return api.post("/api/v1/imports/", {"files": uploads, **fields}, format="multipart")


def test_a_template_becomes_a_design_laid_out(api: APIClient) -> None:
    answer = send(api, ("orders.yaml", TEMPLATE), parameters='{"Block": "10.0.0.0/16"}', region="eu-west-1")
    assert answer.status_code == 201
    made = answer.json()
    assert (made["name"], made["revision"], made["document"]["region"]) == ("orders", 1, "eu-west-1")
    assert made["document"]["resources"]["Vpc"]["cidr_block"] == "10.0.0.0/16"
    assert {"Vpc", "App"} <= set(made["document"]["layout"])


def test_what_a_parameter_leaves_open_is_listed(api: APIClient) -> None:
    made = send(api, ("orders.yaml", TEMPLATE), name="Mine").json()
    assert made["name"] == "Mine"
    assert [(u["resource"], u["property"]) for u in made["document"]["unresolved"]] == [("Vpc", "cidr_block")]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"a: [1,\n b: {", True),
        (b"just text", False),
        (b"{}", False),
        (b"", False),
        (b"\x00\x01\x02", False),
        (b"a: &a [x]\nb: " + b"&b [*a,*a]\n" * 3, False),
        (b"#" * 1_100_000, False),
        (b"\xff\xfe\x00", False),
        (b"[" * 50_000, False),
    ],
    ids=["broken YAML", "text", "empty object", "empty file", "binary", "aliases", "over 1 MB", "not UTF-8", "deep"],
)
def test_what_is_no_template_is_refused_in_one_sentence(api: APIClient, content: bytes, line: bool) -> None:
    answer = send(api, ("bad.yaml", content))
    assert answer.status_code == 400
    body = answer.json()
    assert set(body) == {"code", "message", "details"}
    assert "bad.yaml" in body["message"]
    assert "Traceback" not in body["message"]
    assert bool(body["details"].get("line")) >= line
    assert not Design.objects.exists()


def test_one_bad_file_among_good_ones_imports_nothing(api: APIClient) -> None:
    assert send(api, ("good.yaml", TEMPLATE), ("bad.yaml", b"a: [")).status_code == 400
    assert not Design.objects.exists()


def test_files_are_bounded_in_number(api: APIClient) -> None:
    answer = send(api, *((f"{n}.yaml", TEMPLATE) for n in range(21)))
    assert answer.status_code in (400, 413)
    assert answer.json()["code"] in ("too-many-files", "too-large")
    assert not Design.objects.exists()


def test_there_must_be_a_file(api: APIClient) -> None:
    answer = api.post("/api/v1/imports/", {"name": "Nothing"}, format="multipart")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert "files" in answer.json()["details"]["fields"]


@pytest.mark.parametrize("parameters", ["[1]", '"text"', "{broken", '{"Block": {"deep": 1}}'])
def test_parameters_are_an_object_of_values(api: APIClient, parameters: str) -> None:
    answer = send(api, ("orders.yaml", TEMPLATE), parameters=parameters)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert "parameters" in answer.json()["details"]["fields"]


def test_a_name_from_a_folder_or_full_of_tricks_is_only_a_name(api: APIClient) -> None:
    made = send(api, ("../../etc/<b>\u202epasswd.yaml", TEMPLATE)).json()
    assert "/" not in made["name"]
    assert "\u202e" not in made["name"]
