import { openSync, closeSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { randomId, type TenantId } from "#base";
import { longestText, type FieldPlace, type PersonRef, type Vault } from "./index.ts";
import { openText, sealText } from "./sealed-field.ts";
import { newKey } from "./secrets.ts";
import { makeHome, nameOf, now, slotsOf, somebody, type VaultHome } from "./vault.testing.ts";

let home: VaultHome;
let vault: Vault;
let person: PersonRef;
let place: FieldPlace;

beforeAll(async () => {
  home = makeHome();
  vault = await home.open();
  person = somebody();
  place = nameOf(person);
  await vault.createPersonKey(person);
});
afterAll(() => {
  vault.close();
  home.remove();
});

const broken = expect.objectContaining({
  code: expect.stringMatching(/^vault\.seal(Broken|UnknownVersion)$/),
});

test("any text comes back as it was, lone surrogates, NUL and Arabic included", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc.string().map((text) => `${text}\ud800`),
  );
  fc.assert(fc.property(anyText, (text) => vault.open(place, vault.seal(place, text)) === text));
  for (const text of ["", "\0", "\udc00é", "لمى", "x".repeat(longestText)]) {
    expect(vault.open(place, vault.seal(place, text))).toBe(text);
  }
});

test("a text longer than the limit is refused", () => {
  expect(() => vault.seal(place, "x".repeat(longestText + 1))).toThrow(
    expect.objectContaining({ code: "vault.textTooLong", params: { limit: longestText } }),
  );
});

test("a sealed text with any one byte altered, or any length cut, is refused", () => {
  const sealed = vault.seal(place, "Habite chez sa sœur inventée");
  for (let at = 0; at < sealed.length; at += 1) {
    for (const change of [1, 2, 3, 0x80, 0xff]) {
      const altered = Uint8Array.from(sealed, (byte, here) => (here === at ? byte ^ change : byte));
      expect(() => vault.open(place, altered)).toThrow(broken);
    }
    expect(() => vault.open(place, sealed.subarray(0, at))).toThrow(broken);
  }
  expect(() => vault.open(place, Buffer.concat([sealed, Buffer.of(0)]))).toThrow(broken);
});

test("a sealed text moved to another row, column, table, person or territory is refused", async () => {
  const [other, foreign] = [somebody(person.tenantId), somebody()];
  const twin: PersonRef = { tenantId: foreign.tenantId, personId: person.personId };
  for (const each of [other, foreign, twin]) await vault.createPersonKey(each);
  const sealed = vault.seal(place, "Prénom Inventé");
  const elsewhere: FieldPlace[] = [
    { ...place, rowId: randomId() },
    { ...place, column: "given_names" },
    { ...place, table: "alter" },
    { ...place, personId: other.personId },
    { ...place, tenantId: twin.tenantId },
    { ...place, ...foreign },
    { ...place, table: 'person","x', column: "family_name" },
  ];
  for (const wrong of elsewhere) expect(() => vault.open(wrong, sealed)).toThrow(broken);
  expect(vault.open(place, sealed)).toBe("Prénom Inventé");
});

test("each part of the place is bound to the text, even under one and the same key", () => {
  const key = newKey();
  const sealed = sealText(key, place, "Prénom Inventé");
  const other = somebody();
  const elsewhere: Partial<FieldPlace>[] = [
    { tenantId: other.tenantId },
    { personId: other.personId },
    { table: "alter" },
    { column: "given_names" },
    { rowId: randomId() },
  ];
  for (const wrong of elsewhere) expect(() => openText(key, { ...place, ...wrong }, sealed)).toThrow(broken);
  expect(openText(key, place, sealed)).toBe("Prénom Inventé");
});

test("a format that this program does not know is named as such", () => {
  const sealed = vault.seal(place, "x");
  sealed[0] = 9;
  expect(() => vault.open(place, sealed)).toThrow(
    expect.objectContaining({ code: "vault.sealUnknownVersion" }),
  );
});

test("no refusal says anything of the text, the person or the key", () => {
  const sealed = vault.seal(place, "Prénom Inventé");
  sealed[20] = (sealed[20] ?? 0) ^ 1;
  try {
    vault.open(place, sealed);
    expect.unreachable();
  } catch (error) {
    const said = JSON.stringify(error, Object.getOwnPropertyNames(error));
    for (const secret of ["Inventé", person.personId, person.tenantId]) expect(said).not.toContain(secret);
  }
});

test("100 000 seals have 100 000 different nonces", () => {
  const nonces = new Set<string>();
  for (let count = 0; count < 100_000; count += 1) {
    nonces.add(Buffer.from(vault.seal(place, "").subarray(1, 13)).toString("latin1"));
  }
  expect(nonces.size).toBe(100_000);
}, 120_000);

test("opening a list gives what opening each gives, and refuses as it does", async () => {
  const other = somebody(person.tenantId);
  await vault.createPersonKey(other);
  const fields = [place, nameOf(other), place].map((where, at) => ({
    place: where,
    sealed: vault.seal(where, `nom ${at}`),
  }));
  expect(vault.openAll(fields)).toEqual(["nom 0", "nom 1", "nom 2"]);
  expect(() => vault.openAll([{ place: nameOf(somebody()), sealed: new Uint8Array(40) }])).toThrow(
    expect.objectContaining({ code: "vault.keyMissing" }),
  );
});

test("a slot with any one byte altered on disk never gives a wrong key", async () => {
  const own = makeHome();
  const here = await own.open();
  const someone = somebody();
  await here.createPersonKey(someone);
  const sealed = here.seal(nameOf(someone), "x");
  const path = join(own.folder, "persons.bundle");
  const sound = readFileSync(path);
  expect(slotsOf(own)).toHaveLength(1);
  const file = openSync(path, "r+");
  for (let at = 0; at < sound.length; at += 1) {
    writeSync(file, Buffer.of((sound[at] ?? 0) ^ 0x41), 0, 1, at);
    expect(() => here.open(nameOf(someone), sealed)).toThrow(
      expect.objectContaining({ code: "vault.keyMissing" }),
    );
    writeSync(file, sound, at, 1, at);
  }
  closeSync(file);
  expect(here.open(nameOf(someone), sealed)).toBe("x");
  here.close();
  own.remove();
});

test("a destroyed key is dead at once in a process that had just used it", async () => {
  const second = await home.open();
  const someone = somebody("0190a1b2-0000-7000-8000-000000000001" as TenantId);
  await vault.createPersonKey(someone);
  const sealed = second.seal(nameOf(someone), "x");
  await vault.erasePerson(someone, now, async () => "deleted");
  for (const each of [vault, second]) {
    expect(() => each.open(nameOf(someone), sealed)).toThrow(
      expect.objectContaining({ code: "vault.keyDestroyed" }),
    );
    expect(() => each.seal(nameOf(someone), "y")).toThrow(
      expect.objectContaining({ code: "vault.keyDestroyed" }),
    );
    expect(each.hasPersonKey(someone)).toBe(false);
  }
  second.close();
});
