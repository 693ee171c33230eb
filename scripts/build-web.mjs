// Builds the pages: islands, styles and fonts for browsers (dist/web/client), then the entry that draws HTML
// (dist/web/server/entry-server.js). Leaves at once when what is built is fresh, by a hash of the sources.
// Works in a folder of its own and swaps it in at the end, so that two builds at a time harm nothing.

import { createHash } from "node:crypto";
import {
  existsSync,
  globSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const target = join(root, "dist", "web");
const stampFile = join(target, "stamp.json");

/** Hash of everything that the built pages are made of; files of the server only are left out. */
function hashOfSources() {
  const serverOnly =
    /^src\/(server|storage|cli)\/(?!texts\/)|\/codes\/|\/(handlers|store)\.ts$|\.test\.tsx?$/;
  const sources = globSync("src/**/*.{ts,tsx,json,css,svg}", { cwd: root })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !serverOnly.test(file));
  const hash = createHash("sha256");
  for (const file of [
    ...sources,
    "package-lock.json",
    "vite.config.ts",
    "scripts/build-web.mjs",
  ].toSorted()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

function isFresh(sources) {
  return existsSync(join(target, "server", "entry-server.js")) && readStamp()?.sources === sources;
}

/** What the stamp of the build in place says; null when there is none. */
function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    return null;
  }
}

/** How long files of earlier builds stay, in milliseconds: a day. */
const kept = 86_400_000;

/** Keeps recent files of earlier builds, for pages that are open and for programs that were started before this build. */
function keepFilesBefore(client) {
  const before = join(target, "client");
  if (!existsSync(before)) return;
  for (const file of readdirSync(before).filter((name) => !name.startsWith("."))) {
    const isRecent = Date.now() - statSync(join(before, file)).mtimeMs < kept;
    // A second name for the same file, so that its age stays what it is.
    if (isRecent && !existsSync(join(client, file))) linkSync(join(before, file), join(client, file));
  }
}

/** Puts a finished build in the place of the one before. */
function swapIn(fresh) {
  const old = `${fresh}-old`;
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
}

async function build(sources) {
  const fresh = join(root, "dist", `.web-${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  process.env.TISSER_WEB_OUT = fresh;
  process.env.NODE_ENV = "production";
  process.chdir(root);
  try {
    const { build: viteBuild } = await import("vite");
    const common = { root, configFile: join(root, "vite.config.ts"), mode: "production", logLevel: "warn" };
    await viteBuild(common);
    await viteBuild({ ...common, build: { ssr: "src/web/entry-server.tsx" } });
    writeFileSync(join(fresh, "server", "package.json"), '{"type":"module"}\n');
    writeFileSync(
      join(fresh, "stamp.json"),
      `${JSON.stringify({ sources })}
`,
    );
    keepFilesBefore(join(fresh, "client"));
    swapIn(fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

const sources = hashOfSources();
if (!isFresh(sources)) {
  const started = performance.now();
  console.error("Building the pages…");
  await build(sources);
  console.error(`Pages built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}
