import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { serverErrors } from "./errors.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Where the built pages are. */
export const webPaths = {
  entry: `${root}dist/web/server/entry-server.js`,
  assets: `${root}dist/web/client`,
};

/**
 * Builds the pages when they are absent or older than their sources; in a process of its own, so that the builder's
 * memory goes with it. @throws server.webBuildFailed
 */
export async function buildWeb(): Promise<void> {
  const child = spawn(process.execPath, [`${root}scripts/build-web.mjs`], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.pipe(process.stderr);
  const code = await new Promise<number>((resolve) => {
    child.on("error", () => resolve(1));
    child.on("close", (exit) => resolve(exit ?? 1));
  });
  if (code !== 0) throw serverErrors.webBuildFailed({});
}
