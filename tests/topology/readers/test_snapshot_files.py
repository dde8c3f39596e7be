"""Files as people really have them: compressed, in other encodings, appended to one another, empty, without the names of their lists."""

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from topology.checks import trace
from topology.model import Instance, Topology, Vpc
from topology.readers import Input, ReadError, read, read_paths

from .test_snapshot_places import HERE, Files, network_of, save

FOUND = network_of("a", 1, "us-east-1", HERE)
VPCS = json.dumps(FOUND["describe-vpcs.json"]).encode()


def zipped(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return buffer.getvalue()


def taped(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as made:
        for name, data in entries.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            made.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def as_bytes(found: Files) -> dict[str, bytes]:
    return {name: json.dumps(value).encode() for name, value in found.items()}


WHOLE = read([Input("snapshot.zip", zipped(as_bytes(FOUND)))]).resources


@pytest.mark.parametrize(
    "encoded",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.decode().encode("utf-16"),
        gzip.compress,
        lambda data: b"\r\n" + data + b"\r\n",
    ],
    ids=["with a byte order mark", "UTF-16, as PowerShell writes", "compressed", "with empty lines"],
)
def test_files_are_read_however_they_are_encoded(encoded: Callable[[bytes], bytes], tmp_path: Path) -> None:
    for name, data in as_bytes(FOUND).items():
        ending = ".gz" if encoded is gzip.compress else ""
        (tmp_path / (name + ending)).write_bytes(encoded(data))
    assert read_paths([str(tmp_path)]).resources == WHOLE
    assert read_paths([str(path) for path in sorted(tmp_path.iterdir())]).resources == WHOLE


@pytest.mark.parametrize(
    "name", ["VPCS.JSON", "ec2-describe-vpcs.json", "Vpcs.json", "vpcs", "vpcs.txt", "any name at all.json"]
)
def test_a_file_may_have_any_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(VPCS)
    assert [v.id for v in read_paths([str(tmp_path)]).all(Vpc)] == ["vpc-a"]


def test_archives_are_opened_in_folders_and_in_archives() -> None:
    inner = zipped(as_bytes(FOUND))
    for data in (zipped({"111122223333.zip": inner}), taped(as_bytes(FOUND)), gzip.compress(taped(as_bytes(FOUND)))):
        assert read([Input("snapshot", data)]).resources == WHOLE


def test_what_lies_beside_the_snapshot_is_passed_over(tmp_path: Path) -> None:
    save(tmp_path, "", FOUND)
    (tmp_path / "README").write_text("How these were made")
    (tmp_path / "router.txt").write_text("hostname office")
    (tmp_path / "diagram.png").write_bytes(b"\x89PNG")
    assert read_paths([str(tmp_path)]).resources == WHOLE


def nested(depth: int) -> bytes:
    data = zipped({"vpcs.json": VPCS})
    for _n in range(depth):
        data = zipped({"inner.zip": data})
    return data


@pytest.mark.parametrize(
    ("data", "code"), [(nested(5), "too-deep"), (gzip.compress(VPCS)[:-12], "bad-archive"), (b"\x1f\x8bnone", "bad-archive")]
)  # fmt: skip
def test_an_archive_that_cannot_be_opened_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read([Input("snapshot", data)])
    assert caught.value.code == code


def test_a_compressed_file_that_grows_past_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from topology.readers.snapshot import files

    monkeypatch.setattr(files, "MAX_BYTES", 1_000_000)
    with pytest.raises(ReadError) as caught:
        read([Input("vpcs.json.gz", gzip.compress(b" " * 3_000_000))])
    assert caught.value.code == "too-large"


def test_what_several_commands_appended_to_one_file_is_read_as_if_each_had_its_own(tmp_path: Path) -> None:
    appended = "\n".join(json.dumps(value) for value in FOUND.values())
    (tmp_path / "all.json").write_text(appended)
    assert read_paths([str(tmp_path)]).resources == WHOLE
    assert read_paths([str(tmp_path / "all.json")]).resources == WHOLE
    (tmp_path / "all.json").write_text(json.dumps(list(FOUND.values())))
    assert read_paths([str(tmp_path)]).resources == WHOLE


def test_a_list_that_a_query_left_without_its_name_is_what_its_file_is_called(tmp_path: Path) -> None:
    for name, value in FOUND.items():
        ((_list, items),) = value.items()
        found = [i for r in items for i in r["Instances"]] if "Reservations" in value else items
        (tmp_path / name).write_text(json.dumps(found))
    assert read_paths([str(tmp_path)]).resources == WHOLE


def test_a_list_without_a_name_in_a_file_without_one_is_named_as_not_read(tmp_path: Path) -> None:
    save(tmp_path, "", FOUND)
    (tmp_path / "x.json").write_text(json.dumps([{"VpcId": "vpc-b", "CidrBlock": "10.9.0.0/16"}]))
    topology = read_paths([str(tmp_path)])
    assert topology.resources == WHOLE
    assert any(a.startswith("x.json is not read") for a in topology.assumptions)


def without(*names: str) -> Files:
    return {name: value for name, value in FOUND.items() if name not in names}


def test_an_empty_file_is_told_and_what_it_should_hold_is_not_known(tmp_path: Path) -> None:
    save(tmp_path, "", without("describe-route-tables.json"))
    (tmp_path / "describe-route-tables.json").write_text("")
    topology = read_paths([str(tmp_path)])
    assert any(a.startswith("describe-route-tables.json is empty") for a in topology.assumptions)
    assert trace(topology, "i-a", "8.8.8.8", "tcp", 443)["verdict"] == "unknown"


def test_that_the_default_network_acl_is_assumed_is_said_where_the_snapshot_holds_none(tmp_path: Path) -> None:
    def says(topology: Topology) -> bool:
        return any("the snapshot holds no network ACLs" in a for a in topology.assumptions)

    save(tmp_path, "", FOUND)
    assert says(read_paths([str(tmp_path)]))
    save(tmp_path, "", {"acls.json": {"NetworkAcls": []}})
    assert not says(read_paths([str(tmp_path)]))


def test_a_file_that_is_cut_off_is_refused_by_its_name(tmp_path: Path) -> None:
    save(tmp_path, "", FOUND)
    (tmp_path / "natgateways.json").write_bytes(b'{"NatGateways": [{"NatGatewayId"')
    with pytest.raises(ReadError) as caught:
        read_paths([str(tmp_path)])
    assert (caught.value.code, caught.value.file) == ("not-json", "natgateways.json")


def test_what_two_files_hold_is_read_once(tmp_path: Path) -> None:
    save(tmp_path, "", FOUND)
    save(tmp_path, "again", FOUND)
    assert [i.id for i in read_paths([str(tmp_path)]).all(Instance)] == ["i-a"]
