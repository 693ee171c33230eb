import { controllersOf, type Actor } from "#base";
import { handle, type BoundHandler, type Tx, type Vault } from "#storage";
import type { BirthDate } from "../birth-date.ts";
import { territoryOf } from "../file-facts.ts";
import { openSummaries, type PersonSummary } from "../file-sealing.ts";
import type { PathwayServices } from "../services.ts";
import { listPersons } from "../store.ts";
import { alikeAtMost, findAlike } from "./actions.ts";
import { byLikeness, likenessOf, searchesFor, type Likeness } from "./alike.ts";

/** Carries out the search for persons who may be the same. */
export function alikeHandlers({ vault }: PathwayServices): BoundHandler[] {
  return [
    handle(findAlike, {
      run: async ({ input, db, actor, audit }) => {
        const found = await alikeTo(db, vault, actor, input);
        const fields = ["givenNames", "familyName", "birthDate"];
        audit({ kind: "person", ids: found.map(({ person }) => person.id), fields });
        return {
          persons: found.map(({ person, likeness }) => {
            const { id, givenNames, familyName, birthDate } = person;
            return { id, givenNames, familyName, birthDate, likeness };
          }),
        };
      },
    }),
  ];
}

/** Somebody whose name sounds the same. */
export interface Alike {
  readonly person: PersonSummary;
  readonly likeness: Likeness;
}

/** Files in reach of persons who may be the same, most likely first. Names are found by their sealed tokens. */
export async function alikeTo(
  db: Tx,
  vault: Vault,
  actor: Actor,
  written: {
    readonly givenNames: string;
    readonly familyName: string | null;
    readonly birthDate: BirthDate | null;
  },
): Promise<readonly Alike[]> {
  const found = new Map<string, Alike>();
  for (const text of searchesFor(written.givenNames, written.familyName, written.birthDate)) {
    const groups = vault.searchTokens({ tenantId: territoryOf(actor), text });
    const { rows } = await listPersons(db, {
      groups,
      controllerIds: controllersOf(actor),
      offset: 0,
      limit: 3 * alikeAtMost,
    });
    for (const person of openSummaries(vault, rows)) {
      const likeness = likenessOf(written.birthDate, person.birthDate);
      if (likeness !== null) found.set(person.id, { person, likeness });
    }
  }
  return [...found.values()]
    .toSorted((a, b) => byLikeness(a.likeness, b.likeness) || a.person.id.localeCompare(b.person.id))
    .slice(0, alikeAtMost);
}
