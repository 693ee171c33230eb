import { baseErrors, type TisserError } from "#base";

/** Deepest nesting of lists and objects that a body may have. */
const maxDepth = 20;

/**
 * Reads a JSON body strictly: UTF-8 only (a byte-order mark is forgiven), no duplicate keys, no `__proto__`,
 * no NUL, no lone surrogates, at most {@link maxDepth} levels.
 * @throws base.unreadableBody with an issue that names the fault.
 */
export function readJson(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes);
  if (text.trim() === "") throw unreadable("", "empty");
  scan(text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable("", "notJson", cause);
  }
}

/** Decodes UTF-8 and refuses everything else. @throws base.unreadableBody */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable("", "notUtf8", cause);
  }
}

/** Whether a text holds characters that no database or reader can keep: NUL or half a surrogate pair. */
export function hasUnstorableCharacter(text: string): boolean {
  return text.includes("\u0000") || !text.isWellFormed();
}

function unreadable(path: string, code: string, cause?: unknown): TisserError {
  return baseErrors.unreadableBody({}, { issues: [{ path, code }], cause });
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/gsu;

interface Level {
  readonly isObject: boolean;
  readonly keys: Set<string>;
  expectsKey: boolean;
}

/** Walks the tokens once, for what `JSON.parse` lets pass; the grammar itself is left to it. */
function scan(text: string): void {
  const levels: Level[] = [];
  for (const [found] of text.matchAll(token)) {
    const level = levels.at(-1);
    if (found === "{" || found === "[") {
      if (levels.length >= maxDepth) throw unreadable("", "tooDeep");
      levels.push({ isObject: found === "{", keys: new Set(), expectsKey: found === "{" });
    } else if (found === "}" || found === "]") {
      levels.pop();
    } else if (found === "," && level) {
      level.expectsKey = level.isObject;
    } else if (found.startsWith('"')) {
      checkText(found, level);
    }
  }
}

function checkText(found: string, level: Level | undefined): void {
  const value = parseText(found);
  if (hasUnstorableCharacter(value)) throw unreadable("", "unstorableCharacter");
  if (!level?.expectsKey) return;
  level.expectsKey = false;
  if (value === "__proto__") throw unreadable("__proto__", "unknownProperty");
  if (level.keys.has(value)) throw unreadable(value.slice(0, 100), "duplicateKey");
  level.keys.add(value);
}

function parseText(found: string): string {
  try {
    return String(JSON.parse(found));
  } catch (cause) {
    throw unreadable("", "notJson", cause);
  }
}
