"""What a person wants of a resource in a word, as changes that are shown before they are made."""

from typing import Any

from django.utils.translation import gettext as _

from topology.i18n import _ as translated
from topology.intents import intents_for, propose

from ..documents import topology_of
from ..errors import BadInput
from ..models import Design


def intents_of(design: Design, resource: str) -> list[dict[str, str]]:
    """The intents that apply to a resource of the newest revision: id, title, and what it is about. Raises BadInput."""
    topology = topology_of(design.document)
    if topology.find(resource) is None:
        raise BadInput("unknown-resource", _("There is no resource “%s”.") % resource, {"field": "resource"})
    found = intents_for(topology, resource)
    return [{"id": i.id, "title": translated(i.title), "about": translated(i.about)} for i in found]


def propose_intent(design: Design, intent: str, resource: str) -> dict[str, Any]:
    """What an intent would do to a resource of the newest revision, without doing it. Raises BadInput that names the field."""
    topology = topology_of(design.document)
    if topology.find(resource) is None:
        raise BadInput("unknown-resource", _("There is no resource “%s”.") % resource, {"field": "resource"})
    try:
        proposal = propose(topology, intent, resource)
    except KeyError as error:
        raise BadInput("unknown-intent", _("Nothing of that name can be done with it."), {"field": "intent"}) from error
    return {"revision": design.revision, **proposal.to_json()}
