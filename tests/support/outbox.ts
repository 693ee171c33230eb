import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** A message that went, as an installation keeps it in its outbox. */
export interface SentMessage {
  readonly at: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The messages of an outbox, oldest first. */
export function messagesIn(folder: string): readonly SentMessage[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as SentMessage)
    .toSorted((a, b) => a.at.localeCompare(b.at));
}

/** The message of a number, counted from one, as soon as it went. */
export async function messageIn(folder: string, number: number): Promise<SentMessage> {
  for (let tries = 0; tries < 150; tries += 1) {
    const found = messagesIfAny(folder)[number - 1];
    if (found) return found;
    await pause(200);
  }
  throw new Error(`message ${number} did not go within 30 seconds`);
}

/** None while the folder is not there, or one of them is being written. */
function messagesIfAny(folder: string): readonly SentMessage[] {
  try {
    return messagesIn(folder);
  } catch {
    return [];
  }
}
