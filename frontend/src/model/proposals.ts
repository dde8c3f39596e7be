/** What a text field proposes: what stands there in most designs, and what this one has that may. */
import { AWS_SERVICES } from "./destinations";
import type { Field } from "./schema";
import { all, get, type Design, type Resource } from "./types";

const ZONE_LETTERS = ["a", "b", "c"];

/** The proposals for a field of a resource's form; none where anything may stand there. */
export function proposalsFor(design: Design, resource: Resource | null, field: Field): readonly string[] {
  switch (field.name) {
    case "availability_zone":
    case "availability_zone_name":
      return zonesOf(design);
    case "service_name":
      return resource?.type === "VpcEndpoint" ? endpointServices(design, resource.vpc_id) : [];
    case "container_name":
      return distinct(containersOf(design, resource).map((container) => container.name));
    case "container_port":
      return distinct(portsOf(design, resource).map((port) => port.container_port?.toString()));
    case "port_name":
      return distinct(portsOf(design, resource).map((port) => port.name));
  }
  return field.examples.length > 1 ? field.examples.map(String) : [];
}

function zonesOf(design: Design): string[] {
  const used = all(design, "Subnet").map((subnet) => subnet.availability_zone);
  return distinct([...used, ...ZONE_LETTERS.map((letter) => design.region + letter)]).sort();
}

function endpointServices(design: Design, vpcId: string | null | undefined): string[] {
  const region = get(design, "Vpc", vpcId)?.region ?? design.region;
  return Object.keys(AWS_SERVICES).map((service) => `com.amazonaws.${region}.${service}`);
}

function containersOf(design: Design, resource: Resource | null) {
  const id = resource && "task_definition" in resource ? resource.task_definition : null;
  return get(design, "TaskDefinition", id)?.container_definitions ?? [];
}

function portsOf(design: Design, resource: Resource | null) {
  return containersOf(design, resource).flatMap((container) => container.port_mappings ?? []);
}

function distinct(texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(texts.filter((text): text is string => Boolean(text)))];
}
