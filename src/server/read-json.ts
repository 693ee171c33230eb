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

interface Level {
  readonly isObject: boolean;
  readonly keys: Set<string>;
  expectsKey: boolean;
}

/** Walks the text once, for what `JSON.parse` lets pass; the grammar itself is left to it. No pattern: its stack has an end. */
function scan(text: string): void {
  const levels: Level[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    const level = levels.at(-1);
    if (sign === "{" || sign === "[") {
      if (levels.length >= maxDepth) throw unreadable("", "tooDeep");
      levels.push({ isObject: sign === "{", keys: new Set(), expectsKey: sign === "{" });
    } else if (sign === "}" || sign === "]") {
      levels.pop();
    } else if (sign === "," && level) {
      level.expectsKey = level.isObject;
    } else if (sign === '"') {
      const end = endOfText(text, at);
      checkText(text.slice(at, end + 1), level);
      at = end;
    }
  }
}

/** Position of the quotation mark that ends the text begun at `start`; the last position when none does. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return Math.min(at, text.length - 1);
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
