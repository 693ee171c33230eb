import type { KeyObject } from "node:crypto";
import { closeSync, fstatSync, openSync } from "node:fs";
import type { Instant } from "#base";
import { z } from "zod";
import { ownerOnly, type Disk } from "./disk.ts";
import { vaultErrors } from "./errors.ts";
import { deriveKey, hmac } from "./secrets.ts";
import type { LedgerHead, PersonRef } from "./vault.ts";

/** Steps of an erasure: begun; then done, or closed without effect. */
type Step = "begun" | "erased" | "kept";

const lineSchema = z.strictObject({
  version: z.literal(1),
  step: z.enum(["begun", "erased", "kept"]),
  time: z.string(),
  tenantId: z.string(),
  personId: z.string(),
  /** Receipts of the lines that this one continues: all that nothing continued yet. */
  after: z.array(z.string()),
  receipt: z.string(),
});
type Line = z.output<typeof lineSchema>;

/**
 * The append-only list of erasures, outside the database and its backups. Each line bears a receipt: an HMAC of itself and
 * of the receipts before it, so that a line altered, moved or taken out is found by whoever has the key file. Taking away
 * the last lines is found by comparing with {@link LedgerHead} noted elsewhere.
 */
export interface ErasureLedger {
  /** Whether the person's erasure is done. */
  readonly isErased: (person: PersonRef) => boolean;
  readonly isPending: (person: PersonRef) => boolean;
  /** Persons whose erasure was begun and neither done nor closed. */
  readonly pending: () => PersonRef[];
  readonly erased: () => PersonRef[];
  /** Adds a line, durably. */
  readonly note: (step: Step, person: PersonRef, now: Instant) => Promise<void>;
  /** Reads all lines again. @throws vault.ledgerBroken */
  readonly verify: () => LedgerHead;
  readonly close: () => void;
}

/** What the lines read so far say. */
interface LedgerState {
  readonly steps: Map<string, { readonly step: Step; readonly person: PersonRef }>;
  readonly known: Set<string>;
  readonly tips: Set<string>;
  lines: number;
  /** Bytes read, up to the end of the last whole line. */
  read: number;
}

/** Opens the ledger, making an empty one when there is none. @throws vault.ledgerBroken */
export function openErasureLedger(path: string, tokenRoot: KeyObject, disk: Disk): ErasureLedger {
  const tail = openSync(path, "a", ownerOnly);
  const file = openSync(path, "r");
  const key = deriveKey(tokenRoot, "erasure-ledger");
  let state = emptyState();

  function refresh(): void {
    const length = fstatSync(file).size - state.read;
    if (length <= 0) return;
    const bytes = Buffer.alloc(length);
    const end = bytes.subarray(0, disk.read(file, bytes, state.read)).lastIndexOf("\n") + 1;
    for (const text of bytes.toString("latin1", 0, end).split("\n")) readLine(state, text, key);
    state.read += end;
  }

  function stepOf(person: PersonRef): Step | undefined {
    refresh();
    return state.steps.get(nameOf(person))?.step;
  }

  refresh();
  return {
    isErased: (person) => stepOf(person) === "erased",
    isPending: (person) => stepOf(person) === "begun",
    pending() {
      refresh();
      return personsAt(state, "begun");
    },
    erased() {
      refresh();
      return personsAt(state, "erased");
    },
    async note(step, person, now) {
      refresh();
      const line = signed({ version: 1, step, time: now, ...idsOf(person), after: [...state.tips] }, key);
      // A line break on both sides: a line torn by a power cut never spoils the next one.
      await disk.append(tail, Buffer.from(`\n${JSON.stringify(line)}\n`));
      await disk.sync(tail);
    },
    verify() {
      state = emptyState();
      refresh();
      return { lines: state.lines, receipts: [...state.tips] };
    },
    close() {
      closeSync(tail);
      closeSync(file);
    },
  };
}

function emptyState(): LedgerState {
  return { steps: new Map(), known: new Set(), tips: new Set(), lines: 0, read: 0 };
}

function readLine(state: LedgerState, text: string, key: KeyObject): void {
  const read = parseJson(text);
  // A torn line: its writer was cut off before the line counted. Had it counted, a later line would name its receipt.
  if (read === null) return;
  state.lines += 1;
  const { data: line } = lineSchema.safeParse(read);
  const isSound =
    line !== undefined &&
    signed(line, key).receipt === line.receipt &&
    line.after.every((before) => state.known.has(before));
  if (!isSound) throw vaultErrors.ledgerBroken({ line: state.lines });
  for (const before of line.after) state.tips.delete(before);
  state.tips.add(line.receipt);
  state.known.add(line.receipt);
  const person = { tenantId: line.tenantId, personId: line.personId } as PersonRef;
  if (state.steps.get(nameOf(person))?.step !== "erased") {
    state.steps.set(nameOf(person), { step: line.step, person });
  }
}

function parseJson(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function signed(line: Omit<Line, "receipt">, key: KeyObject): Line {
  const { version, step, time, tenantId, personId, after } = line;
  const text = JSON.stringify([version, step, time, tenantId, personId, after]);
  return { version, step, time, tenantId, personId, after, receipt: hmac(key, text).toString("base64url") };
}

function idsOf({ tenantId, personId }: PersonRef): PersonRef {
  return { tenantId, personId };
}

function nameOf({ tenantId, personId }: PersonRef): string {
  return `${tenantId}/${personId}`;
}

function personsAt(state: LedgerState, wanted: Step): PersonRef[] {
  return [...state.steps.values()].filter(({ step }) => step === wanted).map(({ person }) => person);
}
