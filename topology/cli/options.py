"""What each command may be told: its arguments and options, for argparse."""

import argparse

from ..i18n import _

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


def check_options(check: argparse.ArgumentParser) -> None:
    """`farway check`: ways to print, and what makes it fail."""
    _inputs(check)
    check.add_argument("--format", choices=(*FORMATS, "sarif", "junit"), default="text")
    check.add_argument(
        "--fail-on", choices=FAIL_ON, default="error", help=_("exit 1 for findings of this severity or worse")
    )


def diff_options(diff: argparse.ArgumentParser) -> None:
    """`farway diff`: two states of the network."""
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


def trace_options(trace: argparse.ArgumentParser) -> None:
    """`farway trace`: two ends and the traffic between them."""
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


def matrix_options(matrix: argparse.ArgumentParser) -> None:
    """`farway matrix`: a family and a way to print."""
    _inputs(matrix)
    matrix.add_argument("--family", choices=("ipv4", "ipv6"), default="ipv4")
    matrix.add_argument("--format", choices=(*FORMATS, "csv"), default="text")


def what_if_options(what_if: argparse.ArgumentParser) -> None:
    """`farway what-if`: what is off."""
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


def export_options(export: argparse.ArgumentParser) -> None:
    """`farway export`: a format, and where to write it."""
    _inputs(export)
    export.add_argument("--to", dest="target", choices=EXPORTS, required=True)
    export.add_argument("--resource", metavar="ID", help=_("the workload of a network configuration"))
    export.add_argument(
        "-o", "--output", metavar="FILE", help=_("where to write; standard output for text when left out")
    )


def rules_options(rules: argparse.ArgumentParser) -> None:
    """`farway rules`: a way to print."""
    rules.add_argument("--format", choices=FORMATS, default="text")


def no_options(_command: argparse.ArgumentParser) -> None:
    """A command that takes none."""


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
