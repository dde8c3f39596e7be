"""The commands and their options. Imports that a command alone needs are made when it runs, so that each starts fast."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..i18n import N_, _, use_language

if TYPE_CHECKING:
    from ..model import Topology

FAIL_ON = ("error", "warning", "never")
FORMATS = ("text", "json")
EXPORTS = (
    "cloudformation",
    "network-configuration",
    "terraform",
    "aws-cli",
    "dot",
    "svg",
    "png",
    "pdf",
    "drawio",
    "farway",
)
BINARY = ("png", "pdf")


class UsageError(Exception):
    """Input or usage that cannot be used; its text is the message."""


class _Help(argparse.HelpFormatter):
    """As wide as the terminal. argparse makes a formatter for every option that it is told of, and the first asks for the width of
    `shutil`, which loads every compression library that Python has."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    """The width of the terminal, found as `shutil.get_terminal_size` finds it."""
    if (said := os.environ.get("COLUMNS", "")).isdigit() and int(said):
        return int(said)
    terminal = sys.__stdout__
    try:
        return (terminal and os.get_terminal_size(terminal.fileno()).columns) or 80
    except (ValueError, OSError):
        return 80


def parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The parser; of the command alone that these arguments begin with, which is quicker, and of every command otherwise."""
    use_language((os.environ.get("LANGUAGE") or os.environ.get("LANG") or "en").split(":")[0].split(".")[0] or "en")
    top = argparse.ArgumentParser(
        prog="farway", description=_("Check the network of Amazon ECS on Fargate workloads."), formatter_class=_Help
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for name in arguments[:1] if arguments and arguments[0] in COMMANDS else COMMANDS:
        help, describe, run = COMMANDS[name]
        command = commands.add_parser(name, help=_(help), formatter_class=_Help)
        describe(command)
        command.set_defaults(run=run)
    return top


def _check_options(check: argparse.ArgumentParser) -> None:
    _inputs(check)
    check.add_argument("--format", choices=(*FORMATS, "sarif", "junit"), default="text")
    check.add_argument(
        "--fail-on", choices=FAIL_ON, default="error", help=_("exit 1 for findings of this severity or worse")
    )


def _diff_options(diff: argparse.ArgumentParser) -> None:
    diff.add_argument(
        "inputs", nargs="+", metavar="INPUT", help=_("OLD NEW, or with --to the inputs of the old state (STACK=FILE)")
    )
    diff.add_argument("--to", dest="new", nargs="+", default=[], metavar="INPUT", help=_("the inputs of the new state"))
    _assumed(diff)
    for side in ("old", "new"):
        diff.add_argument(
            f"--{side}-parameter", action="append", default=[], metavar="[STACK:]NAME=VALUE",
            help=_("a parameter that only this side has, or has otherwise"),
        )  # fmt: skip
    diff.add_argument("--format", choices=(*FORMATS, "markdown"), default="text")
    diff.add_argument(
        "--fail-on", choices=FAIL_ON, default="error",
        help=_("exit 1 where a required flow got worse or there is a new error; warning: also where a way to the internet or a warning did"),
    )  # fmt: skip


def _trace_options(trace: argparse.ArgumentParser) -> None:
    _inputs(trace)
    trace.add_argument("--from", dest="source", required=True, metavar="END", help=_("an id, an address, or internet"))
    trace.add_argument(
        "--to",
        dest="destination",
        required=True,
        metavar="END",
        help=_("an id, an address, internet, or an AWS service such as s3 or secretsmanager"),
    )
    trace.add_argument("--protocol", default="tcp", help=_("tcp, udp, icmp, all or a number"))
    trace.add_argument("--port", type=_port, help=_("the destination's port"))
    trace.add_argument("--family", choices=("ipv4", "ipv6"))
    trace.add_argument("--format", choices=FORMATS, default="text")


def _matrix_options(matrix: argparse.ArgumentParser) -> None:
    _inputs(matrix)
    matrix.add_argument("--family", choices=("ipv4", "ipv6"), default="ipv4")
    matrix.add_argument("--format", choices=(*FORMATS, "csv"), default="text")


def _what_if_options(what_if: argparse.ArgumentParser) -> None:
    _inputs(what_if)
    what_if.add_argument(
        "--off",
        action="append",
        default=[],
        metavar="ID|ZONE",
        help=_("a gateway, endpoint, load balancer, host or zone that is off; VPC/ZONE for a zone in one VPC alone"),
    )
    what_if.add_argument(
        "--each", action="store_true", help=_("what the failure of every zone and gateway, each alone, would do")
    )
    what_if.add_argument("--format", choices=FORMATS, default="text")


def _export_options(export: argparse.ArgumentParser) -> None:
    _inputs(export)
    export.add_argument("--to", dest="target", choices=EXPORTS, required=True)
    export.add_argument("--resource", metavar="ID", help=_("the workload of a network configuration"))
    export.add_argument(
        "-o", "--output", metavar="FILE", help=_("where to write; standard output for text when left out")
    )


def _rules_options(rules: argparse.ArgumentParser) -> None:
    rules.add_argument("--format", choices=FORMATS, default="text")


def _no_options(_command: argparse.ArgumentParser) -> None:
    pass


def _inputs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "inputs", nargs="+", metavar="INPUT", help=_("FILE, or STACK=FILE where several belong together")
    )
    _assumed(command)


def _assumed(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--parameter", action="append", default=[], metavar="[STACK:]NAME=VALUE", help=_("a template's parameter")
    )
    command.add_argument("--region", help=_("the Region; us-east-1 when left out"))
    command.add_argument("--account-setting", action="append", default=[], metavar="NAME=enabled|disabled")


def _port(text: str) -> int:
    if not text.isdigit() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(_("a port is a number from 0 to 65535"))
    return int(text)


def _pairs(texts: Iterable[str], option: str) -> dict[str, str]:
    pairs = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise UsageError(_("%(option)s takes NAME=VALUE, not “%(text)s”.") % {"option": option, "text": text})
        pairs[name] = value
    return pairs


def _read(options: argparse.Namespace) -> "Topology":
    return _read_inputs(options, options.inputs, options.parameter)


def _read_inputs(options: argparse.Namespace, inputs: list[str], parameters: list[str]) -> "Topology":
    from ..readers import ReadError, read_paths

    settings = _pairs(options.account_setting, "--account-setting")
    for name, value in settings.items():
        if value not in ("enabled", "disabled"):
            raise UsageError(_("--account-setting %s takes enabled or disabled.") % name)
    try:
        return read_paths(
            inputs,
            parameters=_pairs(parameters, "--parameter"),
            region=options.region,
            account_settings=settings,
        )
    except ReadError as error:
        raise UsageError(str(error)) from error


def _check(options: argparse.Namespace) -> int:
    from ..checks import check

    report = check(_read(options))
    if options.format == "json":
        _print_json(report)
    elif options.format == "text":
        from .text import check_text

        print(check_text(report))
    else:
        _print_for_programs(options, report)
    worst = {"error": ("error",), "warning": ("error", "warning"), "never": ()}[options.fail_on]
    return int(any(report["summary"][severity] for severity in worst))


def _print_for_programs(options: argparse.Namespace, report: dict[str, Any]) -> None:
    """SARIF or JUnit: what points at the lines of the inputs."""
    from ..checks import rules
    from ..readers.locations import locate

    places = locate(options.inputs)
    if options.format == "sarif":
        from .formats.sarif import sarif

        _print_json(sarif(report, rules(), options.inputs, places))
    else:
        from .formats.junit import junit

        print(junit(report, rules(), options.fail_on, places), end="")


def _diff(options: argparse.Namespace) -> int:
    from ..checks.compare import diff, worsened

    old, new = (options.inputs, options.new) if options.new else (options.inputs[:1], options.inputs[1:])
    if not options.new and len(options.inputs) != 2:
        raise UsageError(_("diff takes OLD NEW; where several inputs belong together, OLD… --to NEW…"))
    before = _read_inputs(options, old, options.parameter + options.old_parameter)
    after = _read_inputs(options, new, options.parameter + options.new_parameter)
    found = diff(before, after)
    if options.format == "json":
        _print_json(found)
    else:
        from .diff import WRITERS

        print(WRITERS[options.format](found))
    return int(worsened(found, options.fail_on))


def _trace(options: argparse.Namespace) -> int:
    from ..checks import EndError, trace
    from ..traffic import protocol_numbers

    topology = _read(options)
    try:
        protocol_numbers(options.protocol)
    except ValueError as error:
        raise UsageError(
            _("--protocol takes tcp, udp, icmp, all or a number from 0 to 255, not “%s”.") % options.protocol
        ) from error
    try:
        report = trace(topology, options.source, options.destination, options.protocol, options.port, options.family)
    except EndError as error:
        raise UsageError(str(error)) from error
    if options.format == "json":
        _print_json(report)
    else:
        from .text import trace_text

        print(trace_text(report, options.source, options.destination))
    return int(report["verdict"] != "reachable")


def _matrix(options: argparse.Namespace) -> int:
    from ..checks.matrix import Matrix
    from .matrix import WRITERS

    for piece in WRITERS[options.format](Matrix(_read(options), options.family)):
        sys.stdout.write(piece)
    return 0


def _what_if(options: argparse.Namespace) -> int:
    from ..checks.outage import OffError
    from ..checks.single_points import single_points
    from ..checks.what_if import what_if
    from .what_if import is_harmed, points_text, what_if_text

    if bool(options.off) == options.each:
        raise UsageError(_("Name what is off with --off, or ask for each single failure with --each."))
    topology = _read(options)
    try:
        report = single_points(topology, _progress()) if options.each else what_if(topology, options.off)
    except OffError as error:
        raise UsageError(str(error)) from error
    if options.format == "json":
        _print_json(report)
    else:
        print(points_text(report) if options.each else what_if_text(report))
    return int(any(is_harmed(row["summary"]) for row in (report["points"] if options.each else [report])))


def _progress() -> Callable[[int, int], None] | None:
    """Tells on a terminal how far a long answer is."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, total: int) -> None:
        sys.stderr.write(f"\r{done}/{total}" if done < total else "\r\x1b[K")
        sys.stderr.flush()

    return tell


def _export(options: argparse.Namespace) -> int:
    from ..writers import WriteError, write

    topology = _read(options)
    if options.target in BINARY and not options.output and sys.stdout.isatty():
        raise UsageError(_("%s is a binary format: name a file with -o.") % options.target)
    try:
        written = write(topology, options.target, options.resource)
    except WriteError as error:
        raise UsageError(str(error)) from error
    if options.output:
        try:
            Path(options.output).write_bytes(written.content)
        except OSError as error:
            raise UsageError(
                _("Cannot write %(file)s: %(why)s.") % {"file": options.output, "why": error.strerror}
            ) from error
    else:
        sys.stdout.buffer.write(written.content)
    return 0


def _rules(options: argparse.Namespace) -> int:
    from ..checks import rules

    if options.format == "json":
        _print_json(rules())
    else:
        from .text import rules_text

        print(rules_text(rules()))
    return 0


def _serve(_options: argparse.Namespace) -> int:
    import subprocess

    return subprocess.call([sys.executable, "-m", "designer.serve"])


def _print_json(value: Any) -> None:
    print(json.dumps(value, indent=1, ensure_ascii=False))


# Each command: what it is for, its options, and what runs it.
COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int]]] = {
    "check": (N_("what every workload reaches, what blocks it, and what breaks a rule"), _check_options, _check),
    "diff": (
        N_("what changed from one state of the network to another, and which verdicts with it"),
        _diff_options,
        _diff,
    ),
    "trace": (N_("whether one end reaches another, hop by hop"), _trace_options, _trace),
    "matrix": (N_("who reaches whom, with what"), _matrix_options, _matrix),
    "what-if": (N_("what the services lose while a zone or a gateway is off"), _what_if_options, _what_if),
    "export": (N_("write the design in another format"), _export_options, _export),
    "rules": (N_("the reference of rules"), _rules_options, _rules),
    "serve": (N_("start the web designer"), _no_options, _serve),
}
