import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const entry = join(import.meta.dirname, "engine-entry.js");
const mostBytes = 8 * 1024;

/**
 * What a page loads to score: this room without the catalogue and its list. Not weighed: the base room and zod, which
 * stand outside this room and which every page that checks a form already has.
 */
async function bundle(): Promise<readonly Rolldown.OutputChunk[]> {
  const source = `export { score, change, loadInstrument, evaluatePathway, readingFor, wordingFor } from "./index.ts";`;
  const built = await build({
    root,
    configFile: false,
    logLevel: "silent",
    plugins: [
      {
        name: "engine-entry",
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? source : null),
      },
    ],
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      target: "es2022",
      rolldownOptions: {
        input: entry,
        external: ["zod", "#base", /catalogue\/summaries/],
        preserveEntrySignatures: "strict",
      },
    },
  });
  if (!Array.isArray(built) && !("output" in built)) throw new Error("the build did not end");
  return [built].flat().flatMap(({ output }) => output.filter((part) => part.type === "chunk"));
}

it("the engine weighs at most 8 kB compressed, and each instrument comes on its own when it is asked for", async () => {
  const chunks = await bundle();
  const engine = chunks.filter(({ isEntry }) => isEntry);
  const loadedWithIt = new Set(
    engine.flatMap(({ imports }) => imports).filter((name) => name.endsWith(".js")),
  );
  const atOnce = chunks.filter(({ isEntry, fileName }) => isEntry || loadedWithIt.has(fileName));
  const bytes = atOnce.reduce((sum, { code }) => sum + gzipSync(code).length, 0);
  console.info(`engine: ${bytes} bytes compressed`);
  expect(bytes).toBeLessThanOrEqual(mostBytes);
  const instruments = chunks.filter(({ facadeModuleId }) =>
    /catalogue\/(?!index|summaries)/.test(facadeModuleId ?? ""),
  );
  expect(instruments).toHaveLength(32);
  expect(instruments.every(({ isDynamicEntry }) => isDynamicEntry)).toBe(true);
});
