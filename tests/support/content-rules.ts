import { lineAt, parseTree, walk, type Source, type SourceTree, type SyntaxNode } from "./source-tree.ts";

// What may stand where: house-style §3–§8. Each rule gives one sentence for each fault, and none for a sound tree.

const files = (tree: SourceTree) => parseTree(tree).filter((source) => !source.isTest);

function at(source: Source, node: { readonly start: number }): string {
  return `${source.path}:${lineAt(source.text, node.start)}`;
}

/** Gives a sentence for each piece of syntax in which `judge` sees a fault. */
function judgeSyntax(
  sources: readonly Source[],
  judge: (node: SyntaxNode, ancestors: readonly SyntaxNode[], source: Source) => string | null,
): string[] {
  return sources.flatMap((source) => {
    const found: string[] = [];
    walk(source.program, (node, ancestors) => {
      const fault = judge(node, ancestors, source);
      if (fault !== null) found.push(`${at(source, node)} ${fault}`);
    });
    return found;
  });
}

/** The text of a string or of the fixed parts of a template; null for other syntax. */
function literalText(node: SyntaxNode): string | null {
  if (node.type === "Literal" && typeof node["value"] === "string") return node["value"];
  if (node.type === "TemplateElement") return (node["value"] as { readonly cooked: string | null }).cooked;
  return null;
}

const queryMethods =
  /^(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|replaceInto|selectNoFrom|executeQuery)$/;
const sqlText =
  /^\s*(select\s.+\sfrom\s|select\s+\w+\(|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|(create|alter|drop)\s+(table|role|database|index|policy|schema|view|function|type)\s|grant\s.+\sto\s|set\s+(local|role)\s|truncate\s|copy\s.+\s(to|from)\s)/s;
const storeFile = /^src\/storage\/|^src\/.+\/([a-z-]+-)?store\.ts$/;

/** SQL lives in `store.ts` files, in the storage room and in migrations. */
export function sqlOutsideStores(tree: SourceTree): string[] {
  return judgeSyntax(
    files(tree).filter((source) => !storeFile.test(source.path)),
    (node) => {
      if (node.type === "TaggedTemplateExpression" && /^sql\b/.test(nameOf(node["tag"]))) return "writes SQL";
      if (node.type === "MemberExpression" && queryMethods.test(nameOf(node["property"])))
        return "builds a query";
      return isSql(literalText(node) ?? "") ? "holds SQL text" : null;
    },
  );
}

/** Whether a text begins as a statement, its verb all in small or all in capital letters: "Select a town from…" is prose. */
function isSql(text: string): boolean {
  return sqlText.test(/^\s*[A-Z]{3,}\s/.test(text) ? text.toLowerCase() : text);
}

function nameOf(node: unknown): string {
  const { name, object } = node as { readonly name?: string; readonly object?: unknown };
  return name ?? (object === undefined ? "" : nameOf(object));
}

const spokenAttributes = /^(aria-label|aria-description|aria-roledescription|title|alt|placeholder|label)$/;
const words = /\p{L}{2,}/u;
const foreignWord =
  /[àâçéèêëîïôûùœÀÂÇÉÈÊÎÔÛŒ](?=\p{L})|\p{L}{2}[àâçéèêëîïôûù]|[\u0600-\u06FF]{2}|\p{L}’\p{L}/u;
const isPhrase = /^[\p{Lu}\u0600-\u06FF]\S*( \S+){2,}/u;
const sentence = /^\p{Lu}\p{Ll}+( \S+){2,}[.!?…]$/u;
/** Files whose strings are data, not text of ours: feeds, code tables, published questionnaires, invented worlds and fixtures. */
const data = /^src\/exchange\/sources\/|^src\/server\/world\/|\/(codes|fixtures|catalogue)\/|\.testing\.ts$/;
/** Rooms that speak to people; the others may hold words that they read, such as the days in a feed, but no sentence. */
const speaking = new Set(["web", "server", "cli"]);
/** Each language is named in itself, whatever the language of the page. */
const languageNames = new Set(["Français", "Español", "العربية"]);

/** Text that a person may read stands in the language files, not in pages or answers. */
export function visibleTextOutsideLanguageFiles(tree: SourceTree): string[] {
  return judgeSyntax(
    files(tree).filter((source) => !data.test(source.path)),
    (node, ancestors, source) => {
      if (node.type === "JSXText" && words.test(String(node["value"]))) return "shows text of its own";
      const text = literalText(node);
      if (text === null) return null;
      const attribute = ancestors.slice(0, 2).find((ancestor) => ancestor.type === "JSXAttribute");
      if (attribute && spokenAttributes.test(nameOf(attribute["name"])) && words.test(text))
        return "shows text of its own";
      const isForeign = foreignWord.test(text) && !languageNames.has(text) && !namesStandard(ancestors);
      if (isForeign && (speaking.has(source.room) || isPhrase.test(text)))
        return "holds a text that is not English";
      const isThrown = ancestors.some((ancestor) => /ThrowStatement|NewExpression/.test(ancestor.type));
      return source.room === "web" && sentence.test(text) && !isThrown ? "holds a sentence" : null;
    },
  );
}

/** The second argument of `defineCodeList` names the standard, in its own language. */
function namesStandard(ancestors: readonly SyntaxNode[]): boolean {
  return ancestors.some((node) => node.type === "CallExpression" && calleeOf(node) === "defineCodeList");
}

/** Time and chance come in as arguments; the environment is read in one file. */
export function hiddenInputs(tree: SourceTree): string[] {
  return judgeSyntax(files(tree), (node, _ancestors, { path }) => {
    const text = node.type === "CallExpression" ? calleeOf(node) : "";
    if (/^Date\.now$/.test(text) && path !== "src/server/clock.ts") return "reads the clock";
    if (isNewDateNow(node) && path !== "src/server/clock.ts") return "reads the clock";
    if (/^Math\.random$/.test(text)) return "draws at random";
    return readsVariable(node) && !/^src\/(server\/env|cli\/.+)\.ts$/.test(path)
      ? "reads the environment"
      : null;
  });
}

/** Whether a named variable of the environment is read; handing the whole of it on to a child process is not reading. */
function readsVariable(node: SyntaxNode): boolean {
  const object = node["object"] as SyntaxNode | undefined;
  const isNamed =
    node["computed"] === false || (node["property"] as SyntaxNode | undefined)?.type === "Literal";
  return (
    node.type === "MemberExpression" &&
    isNamed &&
    object?.type === "MemberExpression" &&
    memberOf(object) === "process.env"
  );
}

function memberOf(node: SyntaxNode): string {
  return `${nameOf(node["object"])}.${nameOf(node["property"])}`;
}

function calleeOf(node: SyntaxNode): string {
  const callee = node["callee"] as SyntaxNode;
  return callee.type === "MemberExpression" ? memberOf(callee) : nameOf(callee);
}

function isNewDateNow(node: SyntaxNode): boolean {
  return (
    node.type === "NewExpression" &&
    nameOf(node["callee"]) === "Date" &&
    (node["arguments"] as readonly unknown[]).length === 0
  );
}

/** Each room says in half a page what it is for. */
export function roomsWithoutReadme(tree: SourceTree): string[] {
  const rooms = [...new Set(parseTree(tree).map((source) => source.room))];
  return rooms
    .filter((room) => (tree.get(`src/${room}/README.md`) ?? "").length < 200)
    .map((room) => `src/${room} has no README.md that says what it is for`);
}

/** A file holds one concept: 500 lines at most, tables and catalogues apart. */
export function longFiles(tree: SourceTree): string[] {
  return parseTree(tree)
    .filter(({ path }) => !/\/(catalogue|codes|texts)\//.test(path))
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > 500)
    .map(({ path, lines }) => `${path} has ${lines} lines`);
}

const drawers =
  /(^|\/)(utils?|helpers?|types?|constants?|enums?|interfaces?|misc|common|shared|lib)(\/|\.[a-z.]+$)/;

/** Files are named after what they hold, in kebab case, and not after their kind. */
export function badNames(tree: SourceTree): string[] {
  return [...tree.keys()]
    .filter((path) => /\.tsx?$/.test(path))
    .flatMap((path) => {
      const inside = path.replace(/^src\//, "");
      const faults = drawers.test(inside) ? [`${path} is a drawer: name it after what it holds`] : [];
      const isKebab = inside.split("/").every((part) => /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/.test(part));
      return isKebab ? faults : [...faults, `${path} is not in kebab case`];
    });
}

/** Every exported thing says what its name cannot. */
export function missingDocstrings(tree: SourceTree): string[] {
  return files(tree).flatMap((source) => {
    const seen = new Set<string>();
    return (source.program["body"] as readonly SyntaxNode[])
      .filter((node) => node.type === "ExportNamedDeclaration" && isPart(node["declaration"]))
      .filter((node) => {
        const name = declaredName(node["declaration"] as SyntaxNode);
        // Overloads share the docstring of the first.
        if (seen.has(name)) return false;
        seen.add(name);
        return !hasDocstring(source, node);
      })
      .map(
        (node) => `${at(source, node)} ${declaredName(node["declaration"] as SyntaxNode)} has no docstring`,
      );
  });
}

function isPart(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function declaredName(declaration: SyntaxNode): string {
  const declarations = declaration["declarations"] as readonly { readonly id: unknown }[] | undefined;
  return nameOf(declarations?.[0]?.id ?? declaration["id"]);
}

function hasDocstring(source: Source, node: SyntaxNode): boolean {
  const before = source.comments.findLast((comment) => comment.end <= node.start);
  return (
    before !== undefined &&
    before.value.startsWith("*") &&
    /[a-z]{3}/.test(before.value) &&
    source.text.slice(before.end, node.start).trim() === ""
  );
}

const routeMethods = /^(get|head|post|put|patch|delete|options|all|route)$/;
/** Routes that are no actions: health, the description of the API, what programs may read, and pages. */
const plainRoutes = new Set([
  "/health/live",
  "/health/ready",
  "/openapi.json",
  "/robots.txt",
  "/service-worker.js",
  "/*",
]);
/** The files that turn declarations into routes; pictures and posted questions are drawn, like pages, from declared actions called in process. */
const doorFiles = new Set([
  "src/server/api-routes.ts",
  "src/server/form-routes.ts",
  "src/server/open-routes.ts",
  "src/server/crawler-routes.ts",
  "src/server/file-routes.ts",
  "src/server/posted-routes.ts",
  "src/server/picture/picture-routes.ts",
]);

/** Every route is a declared action, but for the few that serve programs and pages. */
export function undeclaredRoutes(tree: SourceTree): string[] {
  return judgeSyntax(
    files(tree).filter((source) => source.room === "server" && !doorFiles.has(source.path)),
    (node) => {
      const callee = node.type === "CallExpression" ? (node["callee"] as SyntaxNode) : null;
      if (
        callee?.type !== "MemberExpression" ||
        !/^(app|server|fastify|instance)$/.test(nameOf(callee["object"]))
      )
        return null;
      if (!routeMethods.test(nameOf(callee["property"]))) return null;
      const path = literalText((node["arguments"] as readonly SyntaxNode[])[0] ?? node);
      return path !== null && plainRoutes.has(path)
        ? null
        : `registers the route ${path ?? "of its own"} without a declaration`;
    },
  );
}
