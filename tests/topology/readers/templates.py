"""Helpers that make a template in a few lines and read it."""

from textwrap import dedent, indent
from typing import Any

from topology.model import Topology
from topology.readers import Input, read

VPC = """
Vpc:
  Type: AWS::EC2::VPC
  Properties: {CidrBlock: 10.0.0.0/16}
"""


def template(resources: str, **sections: str) -> str:
    """A template of these resources; further sections by their names, all as YAML."""
    parts = [f"{name}:\n{indent(dedent(text), '  ')}" for name, text in {**sections, "Resources": resources}.items()]
    return "\n".join(parts)


def read_template(
    resources: str, *, region: str | None = None, parameters: dict[str, str] | None = None, **sections: str
) -> Topology:
    """The topology of a template of these resources."""
    data = template(resources, **sections).encode()
    return read([Input("template.yaml", data)], parameters=parameters, region=region)


def read_stacks(parameters: dict[str, str] | None = None, /, **stacks: str) -> Topology:
    """The topology of several whole templates, by their stacks' names."""
    inputs = [Input(f"{name}.yaml", dedent(text).encode(), name) for name, text in stacks.items()]
    return read(inputs, parameters=parameters)


def value_of(expression: str, **sections: str) -> Any:
    """What an expression gives as a text: the service name of an endpoint. None where it has no value."""
    body = f"Vpc: {{Type: AWS::EC2::VPC}}\nE:\n  Type: AWS::EC2::VPCEndpoint\n  Properties:\n    ServiceName: {expression}\n"
    endpoint: Any = read_template(body, **sections).resources["E"]
    return endpoint.service_name
