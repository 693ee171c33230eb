import { readFileSync } from "node:fs";

/** The content of a file of a source's folder, named from the module that asks. */
export function readMap(moduleUrl: string, file: string): string {
  return readFileSync(new URL(file, moduleUrl), "utf8");
}
