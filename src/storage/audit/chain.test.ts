import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Instant, type TenantId, toInstant } from "#base";
import { ChainCheck, type ChainHead, entryHash, type StoredEntry } from "./chain.ts";
import { type AuditEntry, auditLine, parseAuditLine, subjectIdsOf } from "./entry.ts";

const tenantId = "7d1f0c52-3b6e-4c1a-9a52-0f2a7a1c0001" as TenantId;
const at = "2026-11-21T08:30:00.000Z" as Instant;

function entryAt(position: number): AuditEntry {
  return {
    at: toInstant(new Date(Date.parse(at) + position * 1000)),
    actor: { kind: "account", id: null },
    action: "pathway.readPerson",
    kind: "person",
    ids: [`7d1f0c52-3b6e-4c1a-9a52-${String(position % 7).padStart(12, "0")}`, "page-1"],
    fields: ["wishes"],
  };
}

function chainOf(length: number): StoredEntry[] {
  const chain: StoredEntry[] = [];
  for (let seq = 1; seq <= length; seq += 1) chain.push(sign(entryAt(seq), seq, chain.at(-1)?.hash));
  return chain;
}

function sign(entry: AuditEntry, seq: number, previous = "00".repeat(32)): StoredEntry {
  const line = auditLine(entry);
  const hash = entryHash(previous, tenantId, seq, line);
  return { seq, at: Date.parse(entry.at), line, subjectIds: subjectIdsOf(entry).join(","), hash };
}

function headOf(chain: readonly StoredEntry[]): ChainHead {
  return { tenantId, seq: chain.at(-1)?.seq ?? 0, hash: chain.at(-1)?.hash ?? "" };
}

function faultsOf(
  chain: readonly StoredEntry[],
  head: ChainHead | null,
  anchors: ReadonlyMap<number, string> = new Map(),
): readonly string[] {
  const check = new ChainCheck(tenantId, { head, anchors });
  for (const entry of chain.toSorted((a, b) => a.seq - b.seq)) check.add(entry);
  return check.end().map(({ seq, kind }) => `${seq} ${kind}`);
}

describe("the chain of audit lines", () => {
  it("signs what a witness outside this program signs", () => {
    // Python: sha256(bytes(32) + UUID(…0001).bytes + (1).to_bytes(8, "big") + b"{}")
    const tenant = "00000000-0000-0000-0000-000000000001" as TenantId;
    expect(entryHash("00".repeat(32), tenant, 1, "{}")).toBe(
      "33aa9368139c0032ee0bfef95e108322defe7ded52e30b535b0c8658691fe982",
    );
  });

  it("is whole when nothing was touched", () => {
    const chain = chainOf(40);
    expect(faultsOf(chain, headOf(chain), new Map([[20, chain[19]?.hash ?? ""]]))).toEqual([]);
    expect(faultsOf([], null)).toEqual([]);
  });

  it("names what was done to it", () => {
    const chain = chainOf(10);
    const head = headOf(chain);
    const [, , third, fourth] = chain as [StoredEntry, StoredEntry, StoredEntry, StoredEntry];
    const without = (seq: number) => chain.filter((entry) => entry.seq !== seq);
    const altered = { ...third, line: third.line.replace("wishes", "answers") };
    expect(faultsOf([...without(3), altered], head)).toEqual(["3 altered"]);
    expect(faultsOf(without(3), head)).toEqual(["3 missing"]);
    const exchanged = [
      { ...third, seq: 4 },
      { ...fourth, seq: 3 },
    ];
    const others = chain.filter(({ seq }) => seq !== 3 && seq !== 4);
    expect(faultsOf([...others, ...exchanged], head)).toEqual(["3 swapped", "4 swapped", "5 altered"]);
    expect(faultsOf([...without(3), { ...third, at: third.at + 1 }], head)).toEqual(["3 column-differs"]);
    expect(faultsOf([...without(3), { ...third, subjectIds: "" }], head)).toEqual(["3 column-differs"]);
    expect(faultsOf(without(10), head)).toEqual(["10 tail-truncated"]);
    expect(faultsOf(chain, { ...head, hash: "ab".repeat(32) })).toEqual(["10 head-differs"]);
    expect(faultsOf(chain, null)).toEqual(["10 head-differs"]);
  });

  it("shows a cut tail whose head was put right, and a chain made anew, by the anchors alone", () => {
    const chain = chainOf(10);
    const anchors = new Map([[8, chain[7]?.hash ?? ""]]);
    const cut = chain.slice(0, 6);
    expect(faultsOf(cut, headOf(cut))).toEqual([]);
    expect(faultsOf(cut, headOf(cut), anchors)).toEqual(["7 tail-truncated"]);
    const anew: StoredEntry[] = [];
    for (let seq = 1; seq <= 10; seq += 1) anew.push(sign(entryAt(seq + 1), seq, anew.at(-1)?.hash));
    expect(faultsOf(anew, headOf(anew))).toEqual([]);
    expect(faultsOf(anew, headOf(anew), anchors)).toEqual(["8 anchor-differs"]);
  });
});

describe("an audit line", () => {
  it("is the same text for the same entry, its keys in alphabetical order", () => {
    expect(auditLine(entryAt(1))).toBe(
      '{"action":"pathway.readPerson","actor":{"id":null,"kind":"account"},"at":"2026-11-21T08:30:01.000Z",' +
        '"fields":["wishes"],"ids":["7d1f0c52-3b6e-4c1a-9a52-000000000001","page-1"],"kind":"person",' +
        '"outcome":"done","reason":null}',
    );
  });

  it("refuses a name, an address, a telephone number or a sentence where ids and codes belong", () => {
    for (const value of ["Amina Durand", "amina@exemple.fr", "0612345678", "+33 6 12", "", "é", "a b"]) {
      expect(() => auditLine({ ...entryAt(1), ids: [value] })).toThrow();
      expect(() => auditLine({ ...entryAt(1), fields: [value] })).toThrow();
      expect(() => auditLine({ ...entryAt(1), reason: value })).toThrow();
    }
  });

  it("is read back as it was written, and not at all when it is no line", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom("done", "refused", "failed"), (id, outcome) => {
        const line = parseAuditLine(auditLine({ ...entryAt(2), ids: [id], outcome }));
        expect(line).toMatchObject({ ids: [id], outcome, action: "pathway.readPerson" });
      }),
    );
    for (const text of ["", "{", "null", "[]", '{"at":"2026"}']) expect(parseAuditLine(text)).toBeNull();
  });
});
