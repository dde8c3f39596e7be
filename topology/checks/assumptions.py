"""What a report assumes where the input is silent."""

from ..fargate.connect import MOST_SERVERS, servers_of
from ..fargate.forwarding import forwards_everything, nameless_rules
from ..fargate.ipv6 import SETTING
from ..fargate.zones import nameless
from ..i18n import _
from ..model import Cluster, OpaqueResource, Service, Topology, VpcBlockPublicAccessOptions, Workload
from ..reachability.on_premises import leads_on_premises, static_only
from .account import creates_linked_role


def assumptions(topology: Topology) -> list[str]:
    """What is assumed where the input is silent: the readers' assumptions, and AWS's defaults."""
    found = list(topology.assumptions)
    if SETTING not in topology.account_settings:
        found.append(_("The account setting dualStackIPv6 is enabled, as AWS defaults it."))
    if not topology.all(VpcBlockPublicAccessOptions):
        found.append(_("VPC Block Public Access is off."))
    if leads_on_premises(topology):
        found.append(_("What lies behind VPN and Direct Connect gateways lets the traffic through and answers it."))
    if gateways := static_only(topology):
        names = _first([g.label for i in gateways if (g := topology.find(i))])
        found.append(_("No Direct Connect and no VPN connection beside those in the input leads to %s.") % names)
    if nameless(topology):
        found.append(_("A hosted zone whose name is not known holds none of the names that tasks ask for."))
    if nameless_rules(topology):
        found.append(_("A Resolver rule whose domain is not known forwards none of the names that tasks ask for."))
    if forwards_everything(topology):
        found.append(
            _("The servers to which a Resolver rule forwards all names answer the public ones as the public DNS does.")
        )
    found.append(_("Endpoint policies let the needed calls through where the input gives none."))
    if topology.workloads and not any(creates_linked_role(r) for r in topology.all(OpaqueResource)):
        found.append(_("The account has the service-linked role AWSServiceRoleForECS."))
    if any(len(servers_of(topology, s)) > MOST_SERVERS for s in topology.all(Service)):
        text = _("Of what a client of Service Connect may ask for, the first %d are listed; the matrix has all of it.")
        found.append(text % MOST_SERVERS)
    if undecided := [w.label for w in topology.workloads if _by_cluster_elsewhere(topology, w)]:
        text = _("The clusters of %s, which give no launch type, have a default capacity provider strategy of Fargate.")
        found.append(text % _first(undecided))
    if any(w.platform_version in (None, "LATEST") for w in topology.workloads):
        found.append(_("LATEST is platform version 1.4.0 on Linux and 1.0.0 on Windows."))
    return found


def _first(names: list[str]) -> str:
    """The first ten of some names."""
    return ", ".join([*names[:10], *(["…"] if len(names) > 10 else [])])


def _by_cluster_elsewhere(topology: Topology, workload: Workload) -> bool:
    """Whether nothing but a cluster that is not in the input says on what a workload runs."""
    given = workload.launch_type is not None or topology.is_unresolved(workload.id, "launch_type")
    return not given and topology.get(Cluster, workload.cluster) is None
