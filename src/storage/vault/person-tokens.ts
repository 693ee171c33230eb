import type { KeyObject } from "node:crypto";
import { frenchSound } from "./french-sound.ts";
import { nameWords, type NameWord } from "./name-words.ts";
import { deriveKey, hmac } from "./secrets.ts";
import type { NamedPerson, NameSearch } from "./vault.ts";
import type { TenantId } from "#base";

/** What a token stands for; part of what is hashed, so that a name and a date never give the same token. */
type Purpose = "name" | "sound" | "born" | "born-year";

/** Bytes of a token: enough that two names never meet by chance. */
export const tokenLength = 16;

type MakeToken = (purpose: Purpose, value: string) => Uint8Array;

/** Search tokens of a person. See {@link Vault.personTokens}. */
export function personTokens(root: KeyObject, person: NamedPerson): Uint8Array[] {
  const token = tokenMaker(root, person.tenantId);
  const words = [...nameWords(person.familyName), ...nameWords(person.givenNames)];
  const dates =
    person.birthDate === null
      ? []
      : [token("born", person.birthDate), token("born-year", person.birthDate.slice(0, 4))];
  return distinct([...words.flatMap((word) => tokensOfWord(word, token)), ...dates]);
}

/** Tokens of a search. See {@link Vault.searchTokens}. A word of four digits is a year of birth. */
export function searchTokens(root: KeyObject, search: NameSearch): Uint8Array[][] {
  const token = tokenMaker(root, search.tenantId);
  const groups = nameWords(search.text).map((word) =>
    /^\d{4}$/.test(word.word) ? [token("born-year", word.word)] : distinct(tokensOfWord(word, token)),
  );
  return search.birthDate === undefined ? groups : [...groups, [token("born", search.birthDate)]];
}

function tokenMaker(root: KeyObject, tenantId: TenantId): MakeToken {
  const key = deriveKey(root, `person-token/${tenantId}`);
  return (purpose, value) => new Uint8Array(hmac(key, `${purpose}\0${value}`).subarray(0, tokenLength));
}

function tokensOfWord({ word, joined }: NameWord, token: MakeToken): Uint8Array[] {
  return [word, ...joined].flatMap((form) => {
    const sound = frenchSound(form);
    return sound === null ? [token("name", form)] : [token("name", form), token("sound", sound)];
  });
}

function distinct(tokens: readonly Uint8Array[]): Uint8Array[] {
  return [...new Map(tokens.map((token) => [Buffer.from(token).toString("hex"), token])).values()];
}
