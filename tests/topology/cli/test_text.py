"""`farway check` in a terminal or in the log of a build."""

from pathlib import Path

import pytest

from ..builders import network
from .running import BROKEN, run


def text_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    run("check", *arguments)
    return capsys.readouterr().out


def test_a_blocked_flow_is_a_sentence_with_its_reason_its_way_and_what_opens_it(
    template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = text_of(capsys, str(template)).splitlines()
    start = lines.index("  ✕ OrdersApi cannot pull its image (registry-1.docker.io): IPv4 TCP 443")
    assert lines[start + 1].startswith("      SubnetA: ") and lines[start + 1].endswith("[NO_PUBLIC_IP]")
    assert lines[start + 2].strip().startswith("way: OrdersApi → Group")
    assert lines[start + 3].startswith("      → opens it: ")


def test_findings_told_with_the_flows_are_counted_and_not_repeated(
    template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = text_of(capsys, str(template))
    assert "not repeated here: 1 of RE001" in text
    assert text.endswith("errors: 1, warnings: 0, notes: 2\n")


def test_what_works_takes_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    built = network().vpc().subnet("public-a", public=True).subnet("app-a").nat("nat", "public-a")
    built.route("app-a", "0.0.0.0/0", "nat").group("group").service("app", "app-a", ["group"], logs=True)
    document = tmp_path / "design.json"
    document.write_text(json.dumps(built.build().to_document()))
    assert "  ✓ works: ecr-auth, image-pull ×2, logs" in text_of(capsys, str(document)).splitlines()


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("never", 0)])
def test_the_exit_code_follows_fail_on(
    fail_on: str, code: int, template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", str(template), "--fail-on", fail_on) == code
    assert capsys.readouterr().out


def test_what_is_not_known_is_told_as_such(template: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template.write_text(BROKEN.replace("Image: nginx", "Image: !ImportValue Image"))
    assert (
        "  ? perhaps OrdersApi cannot pull its image (?): IPv4 TCP 443" in text_of(capsys, str(template)).splitlines()
    )
