import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium as playwright, type Browser } from "playwright-core";
import { root } from "./source-tree.ts";

/** A browser program, and the variables that it needs beside those of this process. */
interface BrowserProgram {
  readonly path: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Switches that keep the browser off the network; no switch weakens its security, but for the sandbox, which root lacks. */
const switches = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
];

/** Starts the browser: `CHROMIUM_PATH`, else the system's, else the one of the npm package. */
export async function launchBrowser(): Promise<Browser> {
  const { path, variables } = await findProgram();
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return playwright.launch({
    executablePath: path,
    args: switches,
    env: { ...Object.fromEntries(inherited), ...variables },
  });
}

async function findProgram(): Promise<BrowserProgram> {
  const named = process.env["CHROMIUM_PATH"] ?? systemChromium();
  return named ? { path: named, variables: {} } : packagedChromium();
}

function systemChromium(): string | null {
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    } catch {
      continue;
    }
  }
  return null;
}

/** The browser of the npm package, unpacked once a version beside the clone's other temporary files. */
async function packagedChromium(): Promise<BrowserProgram> {
  const manifest = readFileSync(join(root, "node_modules/@sparticuz/chromium/package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { readonly version: string };
  const folder = join(root, ".run", `chromium-${version}`);
  if (!existsSync(folder)) await unpackInto(folder);
  return {
    path: join(folder, "chromium"),
    variables: {
      LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
      FONTCONFIG_PATH: join(folder, "fonts"),
      XDG_CACHE_HOME: join(folder, "cache"),
    },
  };
}

/** The package's own list of font folders is that of the machine it was made for. */
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">.</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** Unpacks beside the folder and gives it its name at the end, so that a half-unpacked browser is never used. */
async function unpackInto(folder: string): Promise<void> {
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, "unpack-chromium.ts"), draft]);
  writeFileSync(join(draft, "fonts", "fonts.conf"), fontsConfiguration);
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}
