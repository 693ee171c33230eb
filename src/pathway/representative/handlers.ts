import { localDateAt, type LocalDate } from "#base";
import { handle, type BoundHandler } from "#storage";
import { fileOf, loadOwn } from "../file-facts.ts";
import { openPerson } from "../file-sealing.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { addRepresentative, endRepresentative, listRepresentatives } from "./actions.ts";
import { representativeErrors } from "./errors.ts";
import { representedOf } from "./representation.ts";
import { openRepresentative, sealRepresentative } from "./sealing.ts";
import type { BirthDate } from "../birth-date.ts";
import { endRepresentativeRow, insertRepresentative, representationOf, representativesOf } from "./store.ts";
import { isInForce, lastDayOfMinority, needsRepresentative, unfitFor } from "./who-agrees.ts";

/** Carries out what is put down about those who speak for a person. */
export function representativeHandlers({ vault }: PathwayServices): BoundHandler[] {
  return [
    handle(addRepresentative, {
      load: loadOwn,
      run: async ({ input, db, actor, now, audit }) => {
        const { id, personId, kind, scope, evidence, since, name, phone } = input;
        const file = await fileOf(db, personId);
        const person = openPerson(vault, file);
        const reason = unfitFor(person, { kind, scope, evidence }, localDateAt(now, timeZone));
        if (reason !== null) throw representativeErrors.representativeUnfit({ reason });
        const until = lastDayOf(input.until, scope === "parental" ? person.birthDate : null);
        if (until !== null && until < since)
          throw representativeErrors.representativeDates(
            {},
            { issues: [{ path: "until", code: "invalid" }] },
          );
        const added = await insertRepresentative(db, {
          tenant_id: file.tenant_id,
          controller_id: file.controller_id,
          id,
          person_id: file.id,
          kind,
          scope,
          evidence,
          since,
          until,
          ended_at: null,
          ended_by: null,
          recorded_at: now,
          recorded_by: actor.id,
          content: sealRepresentative(vault, file, { id, content: { name, phone } }),
        });
        if (!added) throw representativeErrors.representativeExists({});
        audit({ kind: "person", ids: [file.id, id], fields: ["representatives"] });
        return { representativeId: id, personId: file.id };
      },
    }),
    handle(endRepresentative, {
      load: loadOwn,
      run: async ({ input, db, actor, now, audit }) => {
        const { personId, representativeId } = input;
        const which = { id: representativeId, personId };
        if (!(await endRepresentativeRow(db, which, { now, by: actor.id })))
          throw representativeErrors.representativeNotFound({});
        audit({ kind: "person", ids: [personId, representativeId], fields: ["representatives"] });
        return { representativeId, personId };
      },
    }),
    handle(listRepresentatives, {
      load: loadOwn,
      run: async ({ input, db, now, audit }) => {
        const file = await fileOf(db, input.personId);
        const today = localDateAt(now, timeZone);
        const rows = await representativesOf(db, file.id);
        audit({ kind: "person", ids: [file.id, ...rows.map(({ id }) => id)], fields: ["representatives"] });
        return {
          needsRepresentative: needsRepresentative(await representedOf(db, vault, file), today),
          representatives: rows.map((row) => ({
            id: row.id,
            kind: row.kind,
            scope: row.scope,
            evidence: row.evidence,
            since: row.since,
            until: row.until,
            endedAt: row.ended_at,
            isInForce: isInForce(representationOf(row), today),
            ...openRepresentative(vault, file, row),
          })),
        };
      },
    }),
  ];
}

/** The last day known: parental authority ends at eighteen whatever was said. */
function lastDayOf(said: LocalDate | null, minorBornOn: BirthDate | null): LocalDate | null {
  if (minorBornOn === null) return said;
  const last = lastDayOfMinority(minorBornOn);
  return said === null || said > last ? last : said;
}
