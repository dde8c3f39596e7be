import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { t } from "../i18n";
import { FaultMark, Power } from "../lenses/failure/Power";
import { select } from "../state/view";
import { badgeId, BadgeMark } from "./BadgeMark";
import { ChangeMark } from "./ChangeMark";
import { saysTheSame, type CanvasNode, type NodeData, type Tone } from "./data";
import { FoldButton } from "./FoldButton";
import { ResizeHandle } from "./ResizeHandle";
import { Tile } from "./Tile";

function classesOf(name: string, data: NodeData): string {
  const change = data.change && `is-${data.change}`;
  return [
    name,
    data.fault && "is-off",
    data.isSelected && "is-selected",
    data.isDimmed && "is-dimmed",
    `target-${data.target}`,
    change,
  ]
    .filter(Boolean)
    .join(" ");
}

/** What a folded container holds and the room that it keeps; otherwise the corner by which it is resized. */
function Foot({ node, data }: { node: string; data: NodeData }) {
  if (data.blocks) return null;
  if (!data.isFolded) return <ResizeHandle node={node} />;
  return (
    <>
      {data.room !== null && <span className="room" style={{ height: data.room }} />}
      <p className="contents">{data.contents}</p>
    </>
  );
}

/** What stands in a subnet, from afar. */
function BlockDrawing({ blocks }: { blocks: NonNullable<NodeData["blocks"]> }) {
  return (
    <svg className="blocks" aria-hidden="true">
      {[...blocks].map(([tone, path]: [Tone, string]) => (
        <path key={tone} className={`block-${tone}`} d={path} />
      ))}
    </svg>
  );
}

/** Route tables and network ACLs: those of a subnet, of a VPC those that no subnet has. */
function Chips({ chips }: { chips: NodeData["chips"] }) {
  return chips.map((chip) => (
    <button
      key={chip.resource}
      type="button"
      className="chip nodrag nopan"
      style={{ left: chip.rect.x, top: chip.rect.y, width: chip.rect.width }}
      title={
        chip.kind === "route-table"
          ? t("Route table {name}", { name: chip.label })
          : t("Network ACL {name}", { name: chip.label })
      }
      onClick={(event) => {
        event.stopPropagation();
        select([chip.resource]);
      }}
    >
      {chip.label}
    </button>
  ));
}

export const VpcNode = memo(function VpcNode({ id, data }: NodeProps<CanvasNode>) {
  return (
    <div className={classesOf("vpc", data)}>
      <div className="tag drag-handle" style={data.head ? { left: data.head.x, maxWidth: data.head.width } : undefined}>
        <FoldButton node={id} title={data.title} isFolded={data.isFolded} />
        {data.icon && <Tile icon={data.icon} />}
        <b>{data.title}</b>
        {data.cidrs.map((cidr) => (
          <span key={cidr} className="mono dim">
            {cidr}
          </span>
        ))}
        {data.change && <ChangeMark change={data.change} />}
        <span className="chip">{data.hasDns ? t("DNS on") : t("DNS off")}</span>
      </div>
      <Chips chips={data.chips} />
      <Foot node={id} data={data} />
      {data.badge && <BadgeMark badge={data.badge} id={badgeId(id)} />}
    </div>
  );
}, saysTheSame);

export const ZoneNode = memo(function ZoneNode({ id, data }: NodeProps<CanvasNode>) {
  return (
    <div className={classesOf("zone", data)}>
      <span className="zone-name drag-handle">
        <FoldButton node={id} title={data.title} isFolded={data.isFolded} />
        {data.title || t("no availability zone")}
        {data.fault && <FaultMark fault={data.fault} />}
        {data.power && <Power spec={data.power} name={data.title} isOff={data.fault === "off"} />}
      </span>
      <Foot node={id} data={data} />
    </div>
  );
}, saysTheSame);

export const SubnetNode = memo(function SubnetNode({ id, data }: NodeProps<CanvasNode>) {
  const kind = data.kind ?? "isolated";
  return (
    <div
      className={`${classesOf("subnet", data)} subnet-${kind}${data.blocks ? " has-blocks" : ""}${data.look ? ` look-${data.look}` : ""}`}
    >
      {data.blocks && <BlockDrawing blocks={data.blocks} />}
      <div className="tag drag-handle" style={data.blocks ? undefined : { paddingRight: data.chipsWidth }}>
        <FoldButton node={id} title={data.title} isFolded={data.isFolded} />
        <b title={data.title}>{data.title}</b>
        {data.change && <ChangeMark change={data.change} />}
        <span className="subnet-kind">{data.look ? data.mark?.text : wordFor(kind)}</span>
        {data.blocks && <span className="block-count">{data.contents}</span>}
        {data.cidrs.map((cidr) => (
          <span key={cidr} className="mono" title={cidr}>
            {cidr}
          </span>
        ))}
      </div>
      <Chips chips={data.chips} />
      <Foot node={id} data={data} />
      {data.badge && <BadgeMark badge={data.badge} id={badgeId(id)} />}
    </div>
  );
}, saysTheSame);

function wordFor(kind: "public" | "private" | "isolated"): string {
  return kind === "public" ? t("public") : kind === "private" ? t("private") : t("isolated");
}
