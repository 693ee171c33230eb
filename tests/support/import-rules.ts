import { parseTree, resolveImport, type Source, type SourceTree } from "./source-tree.ts";

// Who may import whom: house-style §3. Each rule gives one sentence for each fault, and none for a sound tree.

const tierOf: Readonly<Record<string, number>> = {
  base: 0,
  stats: 1,
  storage: 1,
  access: 1,
  instruments: 2,
  directory: 2,
  network: 2,
  evidence: 2,
  pathway: 3,
  outreach: 3,
  observatory: 4,
  exchange: 4,
  server: 5,
  cli: 5,
  web: 5,
};

/** Arrows between rooms of one tier that are allowed all the same. */
const sideways = new Set(["access → storage", "exchange → observatory", "cli → server"]);

/** Files that run on the server only, inside a room that also runs in browsers. */
const serverFile = /(^|[/-])(handlers|store)\.ts$/;

/** Packages known to run in a browser; whatever a browser may reach imports only these. */
const browserPackages =
  /^(zod|uuid|opening_hours|uqr|react|react-dom|@lingui\/core|@lingui\/message-utils|@orama\/stemmers)(\/|$)/;

const files = (tree: SourceTree) => parseTree(tree).filter((source) => !source.isTest);
const roomOf = (path: string) => path.split("/")[1] ?? "";

function mayImport(from: string, to: string): boolean {
  if (to === "web") return false;
  if (sideways.has(`${from} → ${to}`)) return true;
  if (from === "web") return to !== "storage" && to !== "server" && to !== "cli";
  return (tierOf[to] ?? 99) < (tierOf[from] ?? -1);
}

/** Rooms are those of house-style §2, and imports go down the tiers. */
export function forbiddenArrows(tree: SourceTree): string[] {
  const unknown = [...new Set(files(tree).map((source) => source.room))]
    .filter((room) => !(room in tierOf))
    .map((room) => `src/${room} is no room: a new room needs a decision record`);
  const arrows = files(tree).flatMap((source) =>
    source.imports.flatMap(({ specifier }) => {
      const target = resolveImport(source.path, specifier);
      const to = target === null ? source.room : roomOf(target);
      return to === source.room || !target?.startsWith("src/") || mayImport(source.room, to)
        ? []
        : [`${source.path} imports ${specifier}: ${source.room} may not import ${to}`];
    }),
  );
  return [...unknown, ...arrows];
}

/** From outside, a room is reached by its alias, and its handlers by the server only. */
export function sideDoors(tree: SourceTree): string[] {
  return files(tree).flatMap((source) =>
    source.imports.flatMap(({ specifier }) => {
      const fault = doorFault(source, specifier);
      return fault === null ? [] : [`${source.path} imports ${specifier}: ${fault}`];
    }),
  );
}

function doorFault(source: Source, specifier: string): string | null {
  const target = resolveImport(source.path, specifier);
  if (specifier.startsWith("#")) {
    if (target === null) return "only #room, #room/actions and #room/handlers are doors";
    if (roomOf(target) === source.room) return "inside a room, imports are relative";
    if (target.endsWith("/handlers.ts") && !["server", "cli"].includes(source.room))
      return "handlers are for the server";
    return null;
  }
  if (target === null) return null;
  if (target.startsWith("src/") && roomOf(target) === source.room) return null;
  return target === "package.json" ? null : "a relative import may not leave its room";
}

/** No file needs itself by a detour, not even for a type: whoever reads one file of a circle has to read them all. */
export function cycles(tree: SourceTree): string[] {
  const graph = graphOf(tree, { withTypes: true });
  const state = new Map<string, "open" | "done">();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      found.push([...path.slice(path.indexOf(file)), file].join(" → "));
      return;
    }
    state.set(file, "open");
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, "done");
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

/** What each file loads when it runs, and with types also what it only reads. */
function graphOf(tree: SourceTree, { withTypes = false } = {}): Map<string, string[]> {
  return new Map(
    files(tree).map((source) => [
      source.path,
      source.imports
        .filter(({ isType }) => withTypes || !isType)
        .map(({ specifier }) => resolveImport(source.path, specifier))
        .filter((target) => target !== null && tree.has(target)) as string[],
    ]),
  );
}

/** What an index or a declaration reaches runs in a browser: no Node module, no server package, no server file. */
export function serverCodeInReachOfBrowsers(tree: SourceTree): string[] {
  const graph = graphOf(tree);
  const byPath = new Map(files(tree).map((source) => [source.path, source]));
  const starts = [...graph.keys()].filter(
    (path) =>
      /^src\/[^/]+\/(index|actions)\.ts$/.test(path) && !["storage", "server", "cli"].includes(roomOf(path)),
  );
  const reached = new Map<string, string>();
  const queue = starts.map((start) => [start, start] as const);
  for (const [path, start] of queue) {
    if (reached.has(path)) continue;
    reached.set(path, start);
    queue.push(...(graph.get(path) ?? []).map((next) => [next, start] as const));
  }
  return [...reached].flatMap(([path, start]) =>
    browserFaults(byPath.get(path)).map((fault) => `${fault}, reached from ${start}`),
  );
}

function browserFaults(source: Source | undefined): string[] {
  if (source === undefined) return [];
  if (serverFile.test(source.path)) return [`${source.path} is a server file`];
  if (["storage", "server", "cli"].includes(source.room)) return [`${source.path} belongs to the server`];
  return source.imports
    .filter(({ specifier, isType }) => !isType && resolveImport(source.path, specifier) === null)
    .filter(({ specifier }) => !browserPackages.test(specifier))
    .map(({ specifier }) => `${source.path} imports ${specifier}`);
}

/** Pages reach other rooms by their index and actions, and never Node. */
export function webReachingServer(tree: SourceTree): string[] {
  return files(tree)
    .filter((source) => source.room === "web")
    .flatMap((source) =>
      source.imports
        .filter(({ specifier }) => /^node:|^#[^/]+\/handlers$|^#(storage|server|cli)(\/|$)/.test(specifier))
        .map(({ specifier }) => `${source.path} imports ${specifier}`),
    );
}
