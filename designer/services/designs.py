"""Making, naming and deleting designs."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from topology.model import Topology

from ..documents import clean_name, document_of, laid_out, topology_of
from ..errors import BadInput
from ..models import Design
from . import jobs

MAX_DESIGNS = 1_000


def create_design(owner: User, name: str, document: Any = None) -> Design:
    """A new design: empty, or of this document, laid out where it says nothing. It is checked at once. Raises BadInput."""
    return store_design(owner, name, Topology() if document is None else topology_of(document))


def store_design(owner: User, name: str, topology: Topology) -> Design:
    """A new design of this topology."""
    name = clean_name(name)
    document = document_of(laid_out(topology))
    if Design.objects.filter(owner=owner).count() >= MAX_DESIGNS:
        raise BadInput("too-many-designs", _("An account holds at most %d designs. Delete one first.") % MAX_DESIGNS)
    with transaction.atomic():
        design = Design.objects.create(owner=owner, name=name, document=document)
        jobs.start_check(design)
    return design


def rename_design(design: Design, name: str) -> Design:
    """Give the design another name. Raises BadInput."""
    design.name = clean_name(name)
    design.save(update_fields=["name", "modified"])
    return design


def delete_design(design: Design) -> None:
    """Delete the design with its history, its jobs and their files. A job that runs notices and stops."""
    design.delete()
