import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

/** Whether a record is right by a published schema: the faults found, in words; an empty list when it is. */
export type Check = (record: unknown) => readonly string[];

const root = new URL("../../../shared/standards/", import.meta.url);

/** Whether the published standards lie beside the repository; said aloud when they do not. */
export const hasStandards: boolean = existsSync(root);
if (!hasStandards) console.warn("NOT TESTED: the published standards (../shared/standards) are not here");

/** The check of one schema of a folder of standards, whose schemas name each other by their file names. */
export function checkOf(folder: string, file: string): Check {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  const schemas = new URL(`${folder}/`, root);
  for (const name of readdirSync(schemas).filter((one) => one.endsWith(".json") && one !== "openapi.json")) {
    const { $id: _own, ...schema } = JSON.parse(readFileSync(new URL(name, schemas), "utf8")) as Record<
      string,
      unknown
    >;
    ajv.addSchema(schema, name);
  }
  return (record) => {
    const validate = ajv.getSchema(file);
    if (validate === undefined) throw new Error(`no schema ${file}`);
    if (validate(record) === true) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}
