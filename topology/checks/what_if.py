"""`what-if`: which workloads lose what while zones and resources are off, what keeps working, and why.

The flows are asked of the topology as it is and of the topology without what is off (see `outage`): what the outage does not reach is
not computed again. A flow is lost in a place where it worked and does no longer; a place is lost where no task can stand any more.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from ..fargate.flow import Flow, Placement
from ..fargate.flows import flows_of
from ..fargate.through import entrances
from ..i18n import _
from ..model import Database, InternetGateway, Resource, Service, Subnet, Topology, Vpc, Workload
from ..reachability import Blocker, Outcome
from ..reachability.walk import MAX_BLOCKERS
from .assumptions import assumptions
from .from_internet import BY_BALANCER, from_internet
from .outage import Outage, switch_off

STATUSES: Final = ("down", "cannot-start", "loses", "reduced", "keeps")
ORDER: Final = {"reachable": 0, "partial": 1, "unknown": 2, "blocked": 3, "not-applicable": 3}
# Without these no task starts; https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
AT_START: Final = ("ecr-auth", "image-pull", "logs", "secrets", "ssm-parameters", "environment-files", "efs")


class Loss(NamedTuple):
    """A flow that worked in some places and does not any more: `lost` are these, as they are now, `kept` those where it still works."""

    flow: Flow
    lost: tuple[Placement, ...]
    kept: tuple[str | None, ...]

    @property
    def stops_starts(self) -> bool:
        """Whether no task starts where this is lost. Logs that FireLens sends, with the task role, hold nothing up."""
        row = self.flow
        return row.required and row.flow in AT_START and (row.flow != "logs" or row.role == "task-execution")

    def to_json(self) -> dict[str, Any]:
        row, verdicts = self.flow, {p.outcome.verdict for p in self.lost}
        blockers = dict.fromkeys(b for p in self.lost for b in p.outcome.blockers)
        return {
            "flow": row.flow, "required": row.required, "family": row.family, "protocol": row.protocol, "port": row.port, "to": row.to,
            "from": row.source, "verdict": "unknown" if verdicts == {"unknown"} else "blocked", "lost": [p.subnet for p in self.lost],
            "kept": list(self.kept), "blockers": [b.to_json() for b in list(blockers)[:MAX_BLOCKERS]],
            "doubts": list(dict.fromkeys(d for p in self.lost for d in p.outcome.doubts))[:MAX_BLOCKERS],
        }  # fmt: skip


class Fate(NamedTuple):
    """What becomes of a workload: `places` where its tasks may still stand, of those `before`; what it loses there, and what works."""

    workload: Workload
    status: str
    before: tuple[str | None, ...]
    places: tuple[str | None, ...]
    losses: tuple[Loss, ...] = ()


def what_if(topology: Topology, off: Iterable[str]) -> dict[str, Any]:
    """The report of `farway what-if --format json`. Raises OffError for what cannot be switched off.

    `off` are ids of resources, and names or ids of zones (`VPC/ZONE` for a zone in one VPC alone).
    """
    outage = switch_off(topology, off)
    found = list(fates(topology, outage))
    return {
        "farway": 1,
        "off": [o.to_json() for o in outage.off],
        "gone": [_gone(topology, id, because, "whole") for id, because in outage.gone.items()]
        + [_gone(topology, id, because, "part") for id, because in outage.reduced.items()],
        "subnets": [{"subnet": id, "because": because} for id, because in outage.subnets.items()],
        "workloads": [_row(outage, fate) for fate in found],
        "summary": counted(found),
        "assumptions": [*_assumed(topology, outage), *assumptions(topology)],
    }


def counted(found: Iterable[Fate]) -> dict[str, int]:
    """How many workloads each status has."""
    counts = Counter(fate.status for fate in found)
    return {status: counts[status] for status in STATUSES}


def fates(topology: Topology, outage: Outage) -> Iterator[Fate]:
    """What becomes of every workload of the topology."""
    for workload in topology.workloads:
        yield _fate(topology, outage, workload)


def _fate(topology: Topology, outage: Outage, workload: Workload) -> Fate:
    before_places = _places(topology, workload)
    after = outage.topology.get(Workload, workload.id)
    if after is None:
        return Fate(workload, "down", before_places, ())
    places = _places(outage.topology, after)
    losses = tuple(_losses(topology, outage, workload, after))
    stopped = {p.subnet for loss in losses if loss.stops_starts for p in loss.lost if p.outcome.verdict == "blocked"}
    if losses:
        status = "cannot-start" if stopped.issuperset(places) else "loses"
    else:
        status = "reduced" if len(places) < len(before_places) else "keeps"
    return Fate(workload, status, before_places, places, losses)


def _places(topology: Topology, workload: Workload) -> tuple[str | None, ...]:
    """The subnets that tasks may stand in; None for those that the input leaves open."""
    places: tuple[str | None, ...] = tuple(dict.fromkeys(workload.subnets))
    return (*places, None) if topology.is_unresolved(workload.id, "subnets") or not places else places


def _losses(topology: Topology, outage: Outage, workload: Workload, after: Workload) -> Iterator[Loss]:
    """The flows that worked in some of the places that are left, and do not any more."""
    for ask in (flows_of, _inbound):
        was, now = ask(topology, workload), ask(outage.topology, after)
        if was is now and not outage.doubts:
            continue
        by_key = {f.key: f for f in now}
        for flow in was:
            loss = _loss(topology, outage, flow, by_key.get(flow.key), _places(outage.topology, after))
            if loss:
                yield loss


def _inbound(topology: Topology, workload: Workload) -> tuple[Flow, ...]:
    return from_internet(topology, workload.id)


def _loss(
    topology: Topology, outage: Outage, was: Flow, now: Flow | None, places: tuple[str | None, ...]
) -> Loss | None:
    """What is lost of a flow, in the places that are left; None where nothing is."""
    ended = _ended(topology, outage, was, now)
    if ended is None and now is not None and now.shared is was.shared:
        return None
    left = {p.subnet: i for i, p in enumerate(now.shared)} if now else {}
    lost, kept = [], []
    for n, place in enumerate(was.shared):
        if place.subnet not in places or place.outcome.verdict not in ("reachable", "partial"):
            continue
        if ended:
            lost.append(Placement(place.subnet, ended))
        elif now is None or place.subnet not in left:
            continue
        elif ORDER[now.shared[left[place.subnet]].outcome.verdict] > ORDER[was.shared[n].outcome.verdict]:
            lost.append(now.shared[left[place.subnet]].named(now.names))
        else:
            kept.append(place.subnet)
    return Loss(now or was, tuple(lost), tuple(kept)) if lost else None


def _ended(topology: Topology, outage: Outage, was: Flow, now: Flow | None) -> Outcome | None:
    """The outcome of a flow one of whose ends is off, or may be; None where both are there."""
    for end in (was.to, was.source):
        if end in outage.gone:
            return Outcome.blocked(_off(topology, end, outage.gone[end]))
        if end in outage.doubts:
            return Outcome.unknown(outage.doubts[end], end)
    if now is None:
        doors = (b.id for b in _doors(topology, was) if b.id in outage.gone)
        door = next(doors, None) or next(iter(outage.gone), None) or outage.off[0].id
        return Outcome.blocked(_off(topology, door, outage.gone.get(door, door)))
    return None


def _doors(topology: Topology, was: Flow) -> Iterator[Resource]:
    service = topology.get(Service, was.to) if was.flow == BY_BALANCER else None
    if service:
        yield from (balancer for balancer, *_rest in entrances(topology, service))


def _off(topology: Topology, id: str, because: str) -> Blocker:
    held = topology.find(id)
    values = {"id": held.label if held else id, "because": because}
    text = _("%(id)s is off.") if id == because else _("%(id)s is gone with %(because)s.")
    return Blocker("SWITCHED_OFF", id, text % values)


def _gone(topology: Topology, id: str, because: str, extent: str) -> dict[str, str]:
    held = topology.find(id)
    kind: str = held.type if held else ""
    return {"resource": id, "type": kind, "name": held.label if held else id, "because": because, "extent": extent}


def _row(outage: Outage, fate: Fate) -> dict[str, Any]:
    """A workload's row. `works` counts the flows that work in every place that is left."""
    workload = fate.workload
    after = outage.topology.get(Workload, workload.id)
    flows = flows_of(outage.topology, after) if after else ()
    works = Counter(f.flow for f in flows if f.verdict == "reachable" and f.to not in outage.doubts)
    return {
        "id": workload.id,
        "type": workload.type,
        "name": workload.label,
        "status": fate.status,
        "placements": [
            {"subnet": s, "state": "kept" if s in fate.places else "lost", "because": outage.subnets.get(s or "")}
            for s in fate.before
        ],
        "losses": [loss.to_json() for loss in fate.losses],
        "works": dict(works),
    }


def _assumed(topology: Topology, outage: Outage) -> list[str]:
    """What the answer takes for granted of an outage."""
    found = [
        _("What is off stays where it is and carries nothing: routes, names and endpoints still lead to it."),
        _(
            "Tasks that run already keep running; what a start needs is needed by every task that takes another's place."
        ),
    ]
    if outage.subnets:
        found.append(
            _(
                "Amazon ECS starts the tasks of a zone that fails again in the subnets that are left, which have room for them."
            )
        )
        found.append(
            _(
                "Interface endpoints and load balancers are asked in the zones that are left: DNS no longer gives the others."
            )
        )
        unplaced = [s.label for s in topology.all(Subnet) if s.zone is None and s.id not in outage.subnets]
        if unplaced:
            text = _("Subnets of which the zone is not known stand in none that fails: %s.")
            found.append(text % ", ".join(unplaced[:5]))
        if len({v.owner_id for v in topology.all(Vpc)}) > 1:
            found.append(
                _("A zone's name means the same zone in every account; between accounts that is so for zone ids alone.")
            )
        if any(d.id in outage.reduced and d.id not in outage.doubts for d in topology.all(Database)):
            found.append(_("Databases with subnets in other zones, too, answer from there."))
    if any(isinstance(topology.find(o.id), InternetGateway) for o in outage.off):
        found.append(_("An internet gateway is redundant within its Region: it is off where it is detached."))
    return found
