import { globSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.ts";

const inRooms = ["src/**/*.test.{ts,tsx}", "tests/support/*.test.ts", "tests/store/**/*.test.ts"];

/** Tests that need the database or a server: they import a support file. */
const onDatabase = globSync(inRooms).filter((file) => readFileSync(file, "utf8").includes("/support/"));

/** Costly and without a clock in them: they run once, with the rooms. */
const zoneless = ["src/observatory/**", "src/stats/**", "src/directory/town-search.test.ts"];

/** Files of tests at a time: of two cores Vitest would use one, and much of a test is waiting for the database. */
const roomsAtATime = 2;

/** Files of journeys at a time: each has a server, a database and a browser of its own. */
const journeysAtATime = 2;

/** A group of tests under one name and one time zone; `atATime` for files that start whole servers. */
function project(
  name: string,
  include: string[],
  options: { zone?: string; exclude?: string[]; atATime?: number; isolate?: boolean } = {},
) {
  const { zone = "Pacific/Auckland", exclude = [], atATime, isolate = true } = options;
  return {
    extends: true as const,
    test: {
      name,
      include,
      exclude: ["node_modules/**", ...exclude],
      env: { TZ: zone },
      isolate,
      ...(atATime === undefined ? {} : { maxWorkers: atATime }),
      ...(atATime === undefined || !isolate ? {} : { testTimeout: 300_000, hookTimeout: 300_000 }),
    },
  };
}

export default defineConfig({
  test: {
    environment: "node",
    globalSetup: ["tests/support/global-setup.ts"],
    setupFiles: ["tests/support/property-seed.ts"],
    // Limits are there against a test that hangs: a busy machine of two cores may take five times as long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    // One heading after the other of `npm test` loads the same modules: each is translated once.
    fsModuleCache: true,
    sequence: { sequencer: LongestFirst },
    projects: [
      // The files of a worker share its modules: no room keeps state in a module, and loading them anew took half the time.
      project("rooms", inRooms, { isolate: false, atATime: roomsAtATime }),
      project("pure", inRooms, {
        zone: "UTC",
        exclude: [...onDatabase, ...zoneless, "src/storage/**"],
        isolate: false,
        atATime: roomsAtATime,
      }),
      project("architecture", ["tests/architecture*.test.ts"]),
      project("docs", ["tests/docs*.test.ts"]),
      project("install", ["tests/install.test.ts"], { atATime: 1 }),
      project("durability", ["tests/durability/**/*.test.ts"], { atATime: 2 }),
      project("journeys", ["tests/journeys/**/*.test.ts"], { atATime: journeysAtATime }),
    ],
  },
});
