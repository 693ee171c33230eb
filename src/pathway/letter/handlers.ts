import type { Id } from "#base";
import { handle, type BoundHandler, type LoadedFacts, type Tx } from "#storage";
import { revokeLinks } from "../answer/store.ts";
import { rulesStateOf } from "../contact/confirmed-store.ts";
import { contactErrors } from "../contact/errors.ts";
import { mustBeSilent } from "../contact/may-write.ts";
import { pathwayErrors } from "../errors.ts";
import { factsOf, fileOf, loadOwn } from "../file-facts.ts";
import { openPerson, openSummaries } from "../file-sealing.ts";
import { heldErrors } from "../held/errors.ts";
import { heldOf } from "../held/store.ts";
import { reassessmentErrors } from "../re-assessment/errors.ts";
import type { FileFacts } from "../rules.ts";
import { openJson } from "../sealed-json.ts";
import type { PathwayServices } from "../services.ts";
import { findPersons, lockPerson } from "../store.ts";
import { endLetter, listLetters, prepareLetter, readLetter } from "./actions.ts";
import { letterErrors } from "./errors.ts";
import { endLetters, findWaitingLetter, waitingLetters, type LetterRow } from "./store.ts";
import { letterContent, mayPost, placeOfLetter, writeLetter } from "./write-letter.ts";

/** Carries out what is prepared, read and noted of letters. */
export function letterHandlers(services: PathwayServices): BoundHandler[] {
  const { vault, baseUrl } = services;
  return [
    handle(prepareLetter, {
      load: loadOwn,
      run: async ({ input, db, actor, now, newId, audit }) => {
        const { personId, ...words } = input;
        const file = (await lockPerson(db, personId, "for update")) ?? (await fileOf(db, personId));
        const person = openPerson(vault, file);
        if (mustBeSilent(person)) throw pathwayErrors.contactForbidden({});
        if (!mayPost(person)) throw reassessmentErrors.contactNotAgreed({});
        if ((await heldOf(db, file.id, "contact-change")) !== null) throw heldErrors.contactHeld({});
        if ((await rulesStateOf(db, file, now)) === "late") throw contactErrors.contactRulesLate({});
        const id = await writeLetter({ db, vault, now, newId, baseUrl }, file, { words, by: actor.id });
        audit({ kind: "person", ids: [file.id], fields: ["letter"] });
        return { personId: file.id, letterId: id };
      },
    }),
    handle(listLetters, {
      run: async ({ db, audit }) => {
        const rows = await waitingLetters(db);
        const files = await findPersons(db, [...new Set(rows.map(({ person_id }) => person_id))]);
        const byId = new Map(files.map((file) => [file.id, file]));
        const names = new Map(openSummaries(vault, files).map((one) => [one.id, one]));
        audit({ kind: "person", ids: files.map(({ id }) => id), fields: ["givenNames", "familyName"] });
        return {
          letters: rows.flatMap((row) => {
            const [file, name] = [byId.get(row.person_id), names.get(row.person_id)];
            if (file === undefined || name === undefined) return [];
            const person = openPerson(vault, file);
            return [
              {
                id: row.id,
                personId: file.id,
                givenNames: name.givenNames,
                familyName: name.familyName,
                locale: person.preferredLocale,
                madeAt: row.made_at,
                isWithheld: !mayPost(person),
              },
            ];
          }),
        };
      },
    }),
    handle(readLetter, {
      load: loadLetter,
      run: async ({ input, db, audit }) => {
        const row = await letterOf(db, input.letterId);
        const file = await fileOf(db, row.person_id);
        const person = openPerson(vault, file);
        if (!mayPost(person)) throw pathwayErrors.contactForbidden({});
        if (row.content === null) throw letterErrors.letterNotFound({});
        const place = placeOfLetter(file, row.id);
        const content = openJson(vault, place, { bytes: row.content, schema: letterContent });
        audit({ kind: "person", ids: [file.id], fields: ["letter"] });
        return { id: row.id, personId: file.id, locale: person.preferredLocale, ...content };
      },
    }),
    handle(endLetter, {
      load: loadLetter,
      run: async ({ input, db, actor, now, audit }) => {
        const row = await findWaitingLetter(db, input.letterId, "for update");
        if (row === null) throw letterErrors.letterNotFound({});
        const file = await fileOf(db, row.person_id);
        if (input.outcome === "posted" && !mayPost(openPerson(vault, file)))
          throw pathwayErrors.contactForbidden({});
        if (input.outcome === "cancelled") await revokeLinks(db, { ownPersonId: file.id }, now);
        const end = { end_kind: input.outcome, ended_at: now, ended_by: actor.id };
        await endLetters(db, { personId: file.id, id: row.id }, end);
        audit({ kind: "person", ids: [file.id], fields: ["letter"] });
        return { personId: file.id, letterId: row.id };
      },
    }),
  ];
}

/** @throws pathway.letterNotFound alike for unknown, foreign and ended ones */
async function letterOf(db: Tx, id: Id<"letter">): Promise<LetterRow> {
  const row = await findWaitingLetter(db, id);
  if (row === null) throw letterErrors.letterNotFound({});
  return row;
}

async function loadLetter({
  db,
  input,
}: {
  readonly db: Tx;
  readonly input: { readonly letterId: Id<"letter"> };
}): Promise<LoadedFacts<FileFacts>> {
  const { facts } = factsOf(await fileOf(db, (await letterOf(db, input.letterId)).person_id));
  return { facts };
}
