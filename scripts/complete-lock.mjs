// Completes package-lock.json after an installation, so that `npm ci` accepts it.
//
// Native packages list bindings for systems on which they do not run here; where the registry cannot give such a
// binding, npm leaves it out of the lock file, and `npm ci` (npm 11) then stops with "Missing: … from lock file".
// Each optional dependency without a record gets one that no system installs. See docs/decisions/0001-lock-file.md.
//
// Usage: node scripts/complete-lock.mjs [package-lock.json]

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The record from which a package at `path` would load `name`: its own folder first, then each parent's. */
function findRecord(packages, path, name) {
  let folder = path;
  for (;;) {
    const key = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    if (packages[key] !== undefined) return key;
    if (folder === "") return null;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1));
  }
}

/** A version inside the range: the range itself when it is exact, else its lower end. */
function versionOf(range) {
  return /\d+\.\d+\.\d+[^ |]*/.exec(range)?.[0] ?? range;
}

/** Adds the missing records to `lock` and gives their paths. */
function completeLock(lock) {
  const packages = lock.packages;
  const added = [];
  for (const [path, record] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(record.optionalDependencies ?? {})) {
      const found = findRecord(packages, path, name);
      const version = versionOf(range);
      if (found !== null && (!isPlaceholder(packages[found]) || packages[found].version === version))
        continue;
      const key =
        found === null ? `node_modules/${name}` : `${path === "" ? "" : `${path}/`}node_modules/${name}`;
      packages[key] = { version, optional: true, os: ["none"] };
      added.push(key);
    }
  }
  return added;
}

function isPlaceholder(record) {
  return record.os?.length === 1 && record.os[0] === "none";
}

/** Takes away records added for versions that nothing asks for any more. */
function dropPlaceholders(lock) {
  for (const [path, record] of Object.entries(lock.packages)) {
    if (isPlaceholder(record)) delete lock.packages[path];
  }
}

/** The lock file's own order: paths sorted, the project first. */
function sortPackages(packages) {
  return Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en")));
}

const file = process.argv[2] ?? fileURLToPath(new URL("../package-lock.json", import.meta.url));
const lock = JSON.parse(readFileSync(file, "utf8"));
dropPlaceholders(lock);
const added = completeLock(lock);
lock.packages = sortPackages(lock.packages);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added.length} optional packages without a record were completed.`);
