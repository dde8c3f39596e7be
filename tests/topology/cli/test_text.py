"""`farway check` in a terminal or in the log of a build."""

from pathlib import Path

import pytest

from topology.cli.colours import coloured, print_text

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


def test_flows_and_subnets_with_one_reason_say_it_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    built = network().vpc().subnet("closed-a").subnet("app-a").subnet("app-b").nat("nat", "closed-a").group("tasks")
    built.route("app-a", "0.0.0.0/0", "nat").route("app-b", "0.0.0.0/0", "nat")
    built.service("app", ["app-a", "app-b"], ["tasks"], logs=True)
    document = tmp_path / "design.json"
    document.write_text(json.dumps(built.build().to_document()))
    lines = text_of(capsys, str(document)).splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("  ✕ "))
    assert all(line.startswith("  ✕ ") for line in lines[first : first + 4])
    assert lines[first + 4].startswith("      app-a, app-b: ") and lines[first + 4].endswith(
        "[NAT_NOT_IN_PUBLIC_SUBNET]"
    )
    assert "\n".join(lines).count("[NAT_NOT_IN_PUBLIC_SUBNET]") == 1


def test_of_a_vpc_without_ipv6_nothing_is_said_of_its_subnets_ipv6(
    template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = text_of(capsys, str(template))
    assert text.count("[V6002]") == 1 and "[V6003]" not in text and "[V6004]" not in text


def test_signs_are_coloured_and_nothing_else() -> None:
    text = "app in a\n  ✕ app cannot pull ✕\n      a: no route  [NO_ROUTE]\n      → opens it: add a route"
    red, green, end = "\x1b[31m", "\x1b[32m", "\x1b[0m"
    assert coloured(text) == text.replace("  ✕ app", f"  {red}✕{end} app").replace("→", f"{green}→{end}")


@pytest.mark.parametrize(
    ("environment", "colours"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_is_for_terminals_that_show_it(
    environment: dict[str, str], colours: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    print_text("✓ works")
    assert capsys.readouterr().out == "✓ works\n"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    print_text("✓ works")
    assert ("\x1b" in capsys.readouterr().out) is colours
