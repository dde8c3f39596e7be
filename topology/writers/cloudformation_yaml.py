"""A template as YAML: intrinsic functions by their short tags, and every text such that it reads back as the same text."""

from typing import Any

import yaml

_SHORT = frozenset(
    [
        "GetAtt",
        "Sub",
        "Join",
        "Select",
        "Split",
        "GetAZs",
        "Cidr",
        "FindInMap",
        "Base64",
        "If",
        "ImportValue",
        "Equals",
        "And",
        "Or",
        "Not",
    ]
)


class _Dumper(yaml.CSafeDumper):
    """A safe dumper that writes no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _mapping(dumper: yaml.CSafeDumper, data: dict[str, Any]) -> yaml.Node:
    if len(data) == 1:
        ((key, value),) = data.items()
        name = key.removeprefix("Fn::")
        if key == "Ref" and isinstance(value, str):
            return dumper.represent_scalar("!Ref", value)
        if key == "Fn::GetAtt" and _is_dotted(value):
            return dumper.represent_scalar("!GetAtt", ".".join(value))
        if key.startswith("Fn::") and name in _SHORT and key != "Fn::GetAtt":
            if isinstance(value, str):
                return dumper.represent_scalar(f"!{name}", value)
            if isinstance(value, list):
                return dumper.represent_sequence(f"!{name}", value, flow_style=None)
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items())


def _is_dotted(value: Any) -> bool:
    """Whether GetAtt's arguments can be written with a dot and read back the same."""
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(v, str) and v for v in value)
        and "." not in value[0]
    )


def _text(dumper: yaml.CSafeDumper, data: str) -> yaml.Node:
    style = (
        "|" if "\n" in data.strip("\n") and not any(line.endswith((" ", "\t")) for line in data.split("\n")) else None
    )
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(str, _text)


def to_yaml(template: dict[str, Any]) -> str:
    """The text of a template whose intrinsic functions stand in their long form."""
    return str(yaml.dump(template, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120))
