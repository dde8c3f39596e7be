import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { FaultMark, Power } from "../lenses/failure/Power";
import { badgeId, BadgeMark } from "./BadgeMark";
import { ChangeMark } from "./ChangeMark";
import { saysTheSame, type CanvasNode } from "./data";
import { Tile } from "./Tile";

const ADDRESS = /^[\d.]+$|^[\da-f:]+:[\da-f:]*$/i;

/** A resource that holds no other: a service, a gateway, an endpoint, a group. */
export const ItemNode = memo(function ItemNode({ id, data }: NodeProps<CanvasNode>) {
  const classes = [
    "item",
    `item-${data.role}`,
    data.fault && "is-off",
    data.isSelected && "is-selected",
    data.isDimmed && "is-dimmed",
    `target-${data.target}`,
    data.change && `is-${data.change}`,
  ];
  return (
    <div className={classes.filter(Boolean).join(" ")}>
      {data.icon && <Tile icon={data.icon} size="large" />}
      <span className="item-text">
        <b title={data.title}>{data.title}</b>
        <i className={ADDRESS.test(data.second) ? "mono" : undefined} title={data.second}>
          {data.second}
        </i>
      </span>
      {data.change && <ChangeMark change={data.change} />}
      {data.fault && <FaultMark fault={data.fault} />}
      {data.power && <Power spec={data.power} name={data.title} isOff={data.fault === "off"} />}
      {data.mark && (
        <span className={`lens-mark lens-${data.mark.tone}`} title={data.mark.text}>
          {data.mark.text}
        </span>
      )}
      {data.badge && <BadgeMark badge={data.badge} id={badgeId(id)} />}
    </div>
  );
}, saysTheSame);
