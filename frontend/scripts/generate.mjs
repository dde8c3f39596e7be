// Types and schema of the model, from the one definition of the records in topology/model.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const out = resolve(root, "frontend/src/generated");
const candidates = [process.env.PYTHON, resolve(root, ".venv/bin/python"), resolve(root, ".venv/Scripts/python.exe")];
const python = candidates.find((path) => path && existsSync(path)) ?? process.env.PYTHON ?? "python3";

const PRINT_SCHEMA =
  "import json; from topology.model import Topology; from topology.model.validation import json_schema; print(json.dumps(json_schema(Topology)))";
const printed = execFileSync(python, ["-c", PRINT_SCHEMA], { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
const schema = JSON.parse(printed);

/** The records as TypeScript should see them: `type` is always there, titles name types and not every field. */
function forTypes(node, isField = false) {
  if (Array.isArray(node)) return node.map((item) => forTypes(item));
  if (node === null || typeof node !== "object") return node;
  const copy = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === "title" && isField) continue;
    if (key === "maxItems" || key === "minItems") continue;
    if (key === "properties") {
      copy.properties = Object.fromEntries(Object.entries(value).map(([name, field]) => [name, forTypes(field, true)]));
    } else copy[key] = forTypes(value);
  }
  if (copy["x-title"] && copy.properties?.type) copy.required = [...new Set([...(copy.required ?? []), "type"])];
  return copy;
}

function writeIfChanged(path, text) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  writeFileSync(path, text);
}

mkdirSync(out, { recursive: true });
const types = await compile(forTypes(schema), "Topology", {
  additionalProperties: false,
  bannerComment: "// Generated from topology/model by scripts/generate.mjs. Do not edit.",
  unreachableDefinitions: true,
});
writeIfChanged(resolve(out, "model.ts"), types);
writeIfChanged(resolve(out, "schema.json"), JSON.stringify(schema, null, 1) + "\n");
