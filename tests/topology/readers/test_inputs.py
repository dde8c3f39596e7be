"""Which format an input has is seen from its content; parameters and files are checked before anything is read."""

import json
from pathlib import Path

import pytest

from topology.model import Topology
from topology.readers import Input, ReadError, read, read_paths

from .templates import VPC, read_template, template

PARAMETERS = (
    "Size: {Type: String, Default: small, AllowedValues: [small, large]}\nCount: {Type: Number}\nBlock: {Type: String}"
)


def code_of(data: bytes, name: str = "a.yaml", **options: object) -> str:
    with pytest.raises(ReadError) as caught:
        read([Input(name, data)], **options)
    return caught.value.code


def test_json_templates_are_templates() -> None:
    data = {
        "Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Ref": "Block"}}}},
        "Parameters": {"Block": {"Type": "String"}},
    }
    topology = read([Input("a.json", json.dumps(data).encode())], parameters={"Block": "10.1.0.0/16"})
    assert topology.resources["Vpc"].cidr_block == "10.1.0.0/16"


def test_an_error_in_a_json_template_has_its_line() -> None:
    text = '{\n "Resources": {\n  "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "banana"}}}}'
    with pytest.raises(ReadError) as caught:
        read([Input("a.json", text.encode())])
    assert caught.value.line == 3


def test_farways_own_document_is_read_back() -> None:
    topology = read_template(VPC, region="eu-west-1")
    again = read([Input("a.json", json.dumps(topology.to_document()).encode())])
    assert again == topology
    assert isinstance(again, Topology)


def test_settings_given_win_over_those_of_a_document() -> None:
    document = {
        "farway": 1,
        "region": "eu-west-1",
        "account_settings": {"dualStackIPv6": "enabled", "awsvpcTrunking": "enabled"},
    }
    topology = read(
        [Input("a.json", json.dumps(document).encode())],
        region="us-west-2",
        account_settings={"dualStackIPv6": "disabled"},
    )
    assert (topology.region, topology.account_settings) == (
        "us-west-2", {"dualStackIPv6": "disabled", "awsvpcTrunking": "enabled"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"farway": 2}, "invalid-document"),
        ({"farway": 1, "resources": {"a": {"type": "Castle", "id": "a"}}}, "invalid-document"),
        ({"farway": 1, "resources": {"a": {"type": "Subnet", "id": "a", "vpc_id": "nowhere"}}}, "dangling-reference"),
        ({"farway": 1, "resources": []}, "invalid-document"),
        ({"farway": 1, "account_settings": 5}, "invalid-document"),
    ],
)
def test_a_broken_document_is_refused(document: object, code: str) -> None:
    assert code_of(json.dumps(document).encode()) == code


def test_formats_that_are_not_read_say_so() -> None:
    assert code_of(b'{"format_version": "1.0", "terraform_version": "1.9"}') == "unsupported"


def test_a_template_without_resources_is_refused() -> None:
    assert code_of(b"AWSTemplateFormatVersion: '2010-09-09'\n") == "no-resources"
    assert code_of(b"Resources: {}\n") == "no-resources"


@pytest.mark.parametrize(
    "text",
    [
        "Resources: [a, b]",
        "Resources: {A: 5}",
        "Resources: {A: {Properties: {}}}",
        "Resources: {A: {Type: 5}}",
        "Resources: {A-B: {Type: AWS::EC2::VPC}}",
        "Resources: {A: {Type: AWS::EC2::VPC, Properties: [1]}}",
        "Resources: {A: {Type: AWS::EC2::VPC}}\nResource: {}",
        "Resources: {A: {Type: AWS::EC2::VPC}}\nParameters: {P: 5}",
        "Resources: {A: {Type: AWS::EC2::VPC}}\nMetadata: {Farway: 5}",
        "Resources: {A: {Type: AWS::EC2::VPC}}\nMetadata: {Farway: {Resources: {B: {type: Vpc}}}}",
    ],
)
def test_a_template_of_the_wrong_shape_is_refused(text: str) -> None:
    assert code_of(text.encode()) == "not-a-template"


def test_parameters_are_checked() -> None:
    data = template(VPC, Parameters=PARAMETERS).encode()
    assert code_of(data, parameters={"Sice": "small"}) == "unknown-parameter"
    assert code_of(data, parameters={"net:Size": "small"}) == "unknown-parameter"
    assert code_of(data, parameters={"Size": "huge"}) == "invalid-parameter"
    assert code_of(data, parameters={"Count": "many"}) == "invalid-parameter"
    assert read([Input("a", data)], parameters={"Size": "large", "Count": "3"})


def test_files_are_named_with_and_without_a_stack(tmp_path: Path) -> None:
    path = tmp_path / "net.yaml"
    path.write_text(template(VPC))
    assert "Vpc" in read_paths([str(path)]).resources
    assert "base/Vpc" in read_paths([f"base={path}"]).resources


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    for argument, code in (
        (str(tmp_path / "none.yaml"), "missing-file"),
        (str(tmp_path), "not-a-snapshot"),
        ("a\0b", "unreadable-file"),
    ):
        with pytest.raises(ReadError) as caught:
            read_paths([argument])
        assert caught.value.code == code


def test_an_archive_that_is_none_is_refused() -> None:
    assert code_of(b"PK\x03\x04rest", "a.zip") == "bad-archive"
    assert code_of(b"PK\x05\x06" + bytes(18), "a.zip") == "not-a-snapshot"


@pytest.mark.parametrize("region", ["../x", "us east 1", "US-EAST-1", "us", "us-east-1\n", "x" * 9000])
def test_what_is_no_region_is_refused(region: str) -> None:
    data = b"Resources: {Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}}"
    with pytest.raises(ReadError) as caught:
        read([Input("a.yaml", data)], region=region)
    assert caught.value.code == "invalid-region"
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "region", ["us-east-1", "eu-central-2", "us-gov-west-1", "cn-northwest-1", "us-iso-east-1", "mx-central-1"]
)
def test_every_partition_names_its_regions_alike(region: str) -> None:
    data = b"Resources: {Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}}"
    assert read([Input("a.yaml", data)], region=region).region == region
