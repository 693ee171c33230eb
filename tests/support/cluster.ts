import path from "node:path";
import { inject } from "vitest";
import { startCluster, type Cluster } from "../../src/storage/embedded/cluster.ts";
import { takeProcessLock } from "../../src/storage/embedded/process-lock.ts";
import { databaseName, loginRole, ownerRole } from "../../src/storage/embedded/secrets.ts";
import { socketPort } from "../../src/storage/embedded/settings.ts";
import { silentLog } from "../../src/storage/log.ts";
import type { Addresses } from "../../src/storage/store.ts";

/** A test server may lose everything in a power cut; in exchange it is fast. */
const overrides = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  archive_mode: "off",
  shared_buffers: "128MB",
  max_connections: "200",
};

let started: Promise<Cluster> | null = null;

/** The one database server of this test run, started by the first file that asks. */
export function testCluster(): Promise<Cluster> {
  started ??= startCluster({
    dataDir: inject("clusterFolder"),
    log: silentLog,
    overrides,
    isThrowaway: true,
  });
  return started;
}

/** Addresses of a database of the test server. */
export function addressesIn(cluster: Cluster, database: string = databaseName): Addresses {
  const place = { host: cluster.socketFolder, port: socketPort, database };
  return {
    login: { ...place, user: loginRole, password: cluster.secrets.login },
    owner: { ...place, user: ownerRole, password: cluster.secrets.owner },
  };
}

/** Runs a step while no other test file runs the step of that name. */
export async function inTurn<Result>(name: string, step: () => Promise<Result>): Promise<Result> {
  for (;;) {
    const attempt = takeProcessLock(path.join(inject("clusterFolder"), "run", `${name}.json`), {});
    if (attempt.taken) return step().finally(attempt.release);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
