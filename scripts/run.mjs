// The door of `npm start`, `npm test` and `npm run check`: prepares the clone, then hands over to the pinned Node.
// Written so that a Node too old even for setup.mjs (12 or later) can read it and say so in one sentence.

import { spawn } from "child_process";
import { delimiter, dirname, join } from "path";

const tasks = {
  setup: [],
  start: ["src/cli/main.ts", "serve", "--demo"],
  test: ["scripts/checks.ts", "all"],
  check: ["scripts/checks.ts", "fast"],
};

const task = tasks[process.argv[2]];
const rest = process.argv.slice(3);

if (Number(process.versions.node.split(".")[0]) < 18) {
  refuse(
    `Tisser needs Node 18 or newer to install itself, and this is ${process.version}: install Node 24 from nodejs.org, then run the command again.`,
  );
} else if (task === undefined) {
  refuse(`Say one of: ${Object.keys(tasks).join(", ")}.`);
} else {
  void import("./setup.mjs").then(({ prepare, root, SetupError }) =>
    prepare()
      .then((node) => (task.length === 0 ? undefined : handOver(node, root)))
      .catch((error) => {
        if (!(error instanceof SetupError)) throw error;
        refuse(error.message);
      }),
  );
}

function refuse(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}

/** Runs the task under `node`, passes signals on, and ends as it ends. */
function handOver(node, root) {
  const path = [dirname(node), join(root, "node_modules", ".bin"), process.env.PATH || ""].join(delimiter);
  // As in bin/tisser: a small nursery for young objects.
  const child = spawn(node, ["--max-semi-space-size=8", join(root, task[0]), ...task.slice(1), ...rest], {
    stdio: "inherit",
    // Sources read once are kept compiled: whatever starts afterwards starts in half the time.
    env: { NODE_COMPILE_CACHE: join(root, ".run", "compiled"), ...process.env, PATH: path },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    // A terminal sends SIGINT to the child by itself.
    process.on(signal, () => (signal === "SIGINT" && process.stdin.isTTY ? undefined : child.kill(signal)));
  }
  const numbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };
  child.on("close", (code, signal) => {
    process.exitCode = code === null ? 128 + (numbers[signal] || 0) : code;
  });
}
