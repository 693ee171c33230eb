const passedOn = ["PATH", "HOME", "TMPDIR", "LANG", "LD_PRELOAD", "FAKETIME", "FAKETIME_SHARED"];

/** Environment of PostgreSQL: its libraries and the little it needs, none of our secrets. A shifted clock is passed on. */
export function postgresEnvironment(libraryPath: string): NodeJS.ProcessEnv {
  const kept = passedOn.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), LD_LIBRARY_PATH: libraryPath, LC_ALL: "C.UTF-8" };
}
