import { t } from "../../i18n";
import {
  icmpText,
  isIcmp,
  peerText,
  portsText,
  PROTOCOLS,
  protocolOf,
  readAclEntry,
  readGroupRule,
  type AclEntry,
} from "../../model/rules";
import { all, labelOf, type NetworkAcl, type SecurityGroupRule } from "../../model/types";
import { useDesign } from "../../state/design";
import { RulesTable, type Column } from "./RulesTable";

const protocolOptions = (known: readonly string[]): [string, string][] => [
  ...PROTOCOLS.map(([value, name]): [string, string] => [value, value === "-1" ? t("all") : name]),
  ...[...new Set(known)]
    .filter((one) => !PROTOCOLS.some(([value]) => value === one))
    .map((one): [string, string] => [one, one]),
];

interface GroupProps {
  readonly rules: readonly SecurityGroupRule[];
  readonly isEgress: boolean;
  readonly onChange: (rules: readonly SecurityGroupRule[]) => void;
}

/** The rules of a security group, one way. */
export function GroupTable({ rules, isEgress, onChange }: GroupProps) {
  const design = useDesign((s) => s.design);
  const peers = [...all(design, "SecurityGroup"), ...all(design, "PrefixList")].map(labelOf);
  const columns: Column[] = [
    {
      name: "protocol",
      title: t("Protocol"),
      options: protocolOptions(rules.map((r) => protocolOf(r.ip_protocol))),
      width: "21%",
    },
    { name: "ports", title: t("Ports"), width: "20%" },
    {
      name: "peer",
      title: isEgress ? t("Destination") : t("Source"),
      proposals: [...peers, "0.0.0.0/0", "::/0"],
      width: "28%",
    },
    { name: "description", title: t("Description") },
  ];
  return (
    <div className="rules-block">
      <RulesTable<SecurityGroupRule>
        label={isEgress ? t("Outbound rules") : t("Inbound rules")}
        columns={columns}
        records={rules}
        toDraft={(rule) => ({
          protocol: protocolOf(rule.ip_protocol),
          ports: isIcmp(protocolOf(rule.ip_protocol))
            ? icmpText(rule.from_port, rule.to_port)
            : portsText(rule.from_port, rule.to_port),
          peer: peerText(design, rule),
          description: rule.description ?? "",
        })}
        fromDraft={(draft, at) => readGroupRule(design, rules[at] ?? {}, { ...draft })}
        fresh={() => ({ protocol: "tcp", ports: "443", peer: "", description: "" })}
        onChange={onChange}
      />
    </div>
  );
}

interface AclProps {
  readonly acl: NetworkAcl;
  readonly onChange: (entries: readonly AclEntry[]) => void;
}

/** The entries of a network ACL, in the order of their numbers, as AWS judges them; each way by itself. */
export function AclTables({ acl, onChange }: AclProps) {
  return (
    <>
      <AclTable acl={acl} isEgress={false} onChange={onChange} />
      <AclTable acl={acl} isEgress onChange={onChange} />
    </>
  );
}

const STEP = 100;

function AclTable({ acl, isEgress, onChange }: AclProps & { isEgress: boolean }) {
  const entries = acl.entries ?? [];
  const others = entries.filter((e) => (e.egress ?? false) !== isEgress);
  const ours = entries.filter((e) => (e.egress ?? false) === isEgress).sort((a, b) => a.rule_number - b.rule_number);
  const title = isEgress ? t("Outbound") : t("Inbound");
  const columns: Column[] = [
    { name: "number", title: t("Rule"), width: "13%" },
    {
      name: "protocol",
      title: t("Protocol"),
      options: protocolOptions(ours.map((e) => protocolOf(e.protocol))),
      width: "18%",
    },
    { name: "ports", title: t("Ports"), width: "13%" },
    { name: "peer", title: isEgress ? t("To") : t("From"), proposals: ["0.0.0.0/0", "::/0"] },
    {
      name: "action",
      title: t("Action"),
      options: [
        ["allow", t("allow")],
        ["deny", t("deny")],
      ],
      width: "16%",
    },
  ];
  return (
    <div className="rules-block">
      <h4>{title}</h4>
      <RulesTable<AclEntry>
        label={title}
        columns={columns}
        records={ours}
        after={[{ number: "*", protocol: t("all"), peer: t("all"), action: t("deny") }]}
        toDraft={(entry) => ({
          number: String(entry.rule_number),
          protocol: protocolOf(entry.protocol),
          ports: isIcmp(protocolOf(entry.protocol))
            ? icmpText(entry.icmp_type, entry.icmp_code)
            : portsText(entry.from_port, entry.to_port),
          peer: entry.cidr_block ?? entry.ipv6_cidr_block ?? "",
          action: entry.rule_action,
        })}
        fromDraft={(draft, at) => {
          const before = ours[at] ?? { rule_number: 1, rule_action: "allow", egress: isEgress };
          return readAclEntry(before, { ...draft }, ours.filter((_entry, i) => i !== at)); // prettier-ignore
        }}
        fresh={() => ({
          number: String(Math.min(32_766, (ours.at(-1)?.rule_number ?? 0) + STEP)),
          protocol: "-1",
          ports: "",
          peer: "0.0.0.0/0",
          action: "allow",
        })}
        onChange={(next) => onChange([...others, ...next])}
      />
    </div>
  );
}
