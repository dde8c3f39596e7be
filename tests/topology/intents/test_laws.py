"""What holds of every intent on every network: its changes can be made, what they refer to is there, twice is as once."""

from hypothesis import given
from hypothesis import strategies as st

from topology.intents import INTENTS, intents_for, propose
from topology.model import Topology
from topology.model.applying import apply
from topology.model.changes import parse
from topology.model.validation import validated

from ..reachability.random_networks import networks
from ..reachability.test_laws import QUICK


@QUICK
@given(st.data())
def test_an_intent_is_refused_with_a_reason_or_made_and_then_wants_nothing_more(data: st.DataObject) -> None:
    topology = data.draw(networks())
    offers = [(i.id, r) for r in topology.resources for i in intents_for(topology, r)]
    intent, resource = data.draw(st.sampled_from(offers))
    proposal = propose(topology, intent, resource)
    if proposal.refused:
        assert proposal.changes == () and not proposal.verified
        return
    after = apply(topology, parse(proposal.changes))
    assert after.dangling() == []
    assert validated(Topology, after.to_document()) == after
    again = propose(after, intent, resource)
    assert again.changes == () and not again.refused
    assert not (proposal.verified and not INTENTS[intent].closes and proposal.worse)
