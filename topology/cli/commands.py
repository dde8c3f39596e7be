"""The commands: what runs each of them. What they may be told is in `options`. Imports that a command alone needs are made when it runs, so that each starts fast."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..i18n import N_, _, use_language
from .colours import print_text
from .options import (
    check_options,
    diff_options,
    export_options,
    matrix_options,
    no_options,
    rules_options,
    trace_options,
    what_if_options,
)

if TYPE_CHECKING:
    from ..model import Topology

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

        print_text(check_text(report))
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

        print_text(WRITERS[options.format](found))
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

        print_text(trace_text(report, options.source, options.destination))
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
        print_text(points_text(report) if options.each else what_if_text(report))
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
    "check": (N_("what every workload reaches, what blocks it, and what breaks a rule"), check_options, _check),
    "diff": (
        N_("what changed from one state of the network to another, and which verdicts with it"),
        diff_options,
        _diff,
    ),
    "trace": (N_("whether one end reaches another, hop by hop"), trace_options, _trace),
    "matrix": (N_("who reaches whom, with what"), matrix_options, _matrix),
    "what-if": (N_("what the services lose while a zone or a gateway is off"), what_if_options, _what_if),
    "export": (N_("write the design in another format"), export_options, _export),
    "rules": (N_("the reference of rules"), rules_options, _rules),
    "serve": (N_("start the web designer"), no_options, _serve),
}
