"""Farway's own document, and the door of the writers."""

import json

import pytest

from topology.layout import with_layout
from topology.model import Topology
from topology.model.validation import validated_json
from topology.writers import FORMATS, WriteError, write

from ..builders import Network, network


def small() -> Network:
    return network(dualStackIPv6="disabled").vpc(ipv6=True).subnet("a", public=True, ipv6=True).service("app", "a")


def test_a_document_that_is_read_again_is_the_same_topology() -> None:
    topology = with_layout(small().build())
    assert validated_json(Topology, write(topology, "farway").content) == topology


def test_the_order_in_which_things_were_added_does_not_show() -> None:
    topology = small().build()
    turned = topology.changed(resources=dict(reversed(topology.resources.items())))
    assert write(turned, "farway").content == write(topology, "farway").content


def test_names_in_any_script_stay_readable() -> None:
    topology = small().change("app", name="訂單服務").build()
    written = write(topology, "farway")
    assert "訂單服務" in written.content.decode()
    assert (written.media_type, written.extension) == ("application/json", "json")
    assert json.loads(written.content)["farway"] == 1


@pytest.mark.parametrize("format", ["terraform", "aws-cli", "drawio", "docx"])
def test_a_format_that_is_not_written_is_refused_with_those_that_are(format: str) -> None:
    with pytest.raises(WriteError) as error:
        write(small().build(), format)
    assert error.value.code == "unsupported-format"
    assert format in str(error.value) and all(known in str(error.value) for known in FORMATS)
