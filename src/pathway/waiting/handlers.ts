import type { AccountId, ControllerId, Id, PersonId } from "#base";
import { handle, type BoundHandler, type Vault } from "#storage";
import { sealedGivenNames } from "../file-sealing.ts";
import { readContent, sealedContent } from "../referral/content.ts";
import type { PathwayServices } from "../services.ts";
import { findPersonNames, findPersons, type PersonNameRow } from "../store.ts";
import { bringBack, listWaiting, setAside } from "./actions.ts";
import { bringBackRows, insertSetAside, type SetAsideRow } from "./aside-store.ts";
import { waitingErrors } from "./errors.ts";
import { mayBeSetAside } from "./reason.ts";
import { findWaiting, nameOf, ownersFor, type Waiting } from "./waiting.ts";
import { daysLater } from "../timer/delays.ts";

/** Most things shown. */
const mostShown = 500;

/** Carries out the question what waits, and setting aside what was seen. */
export function waitingHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(listWaiting, {
      run: async ({ input, db, actor, now, audit }) => {
        const covered = await ownersFor(db, actor, now);
        const found = await findWaiting(db, { actor, now, owners: input.mine === "true" ? covered : null });
        const [aside, waiting] = [
          found.filter((one) => one.aside !== null),
          found.filter((one) => one.aside === null),
        ];
        const wanted = input.view === "aside" ? aside : waiting;
        const shown = wanted.slice(0, mostShown);
        const persons = await findPersonNames(db, [...new Set(shown.map(({ personId }) => personId))]);
        const names = await services.accountNames(ownersAway(shown, actor.id, covered));
        audit({ kind: "person", ids: persons.map(({ id }) => id), fields: ["givenNames", "referrals"] });
        return {
          items: viewOf(services.vault, shown, {
            persons,
            coversFor: ({ referral }) =>
              referral === null || !isCovered(covered, referral, actor.id)
                ? null
                : (names.get(referral.owner_id) ?? null),
          }),
          hasMore: wanted.length > mostShown,
          aside: aside.length,
        };
      },
    }),
    handle(setAside, {
      run: async ({ input, db, now, actor, newId, audit }) => {
        const wanted = new Set(input.items);
        const found = (await findWaiting(db, { actor, now, owners: null })).filter(
          (one) => one.aside === null && wanted.has(nameOf(one)),
        );
        if (found.length === 0) throw waitingErrors.nothingToSetAside({});
        if (found.some((one) => !maySet(one)))
          throw waitingErrors.notToSetAside({}, { issues: [{ path: "items", code: "invalid" }] });
        const files = new Map(
          (await findPersons(db, [...new Set(found.map(({ personId }) => personId))])).map((row) => [
            row.id,
            row,
          ]),
        );
        const batchId = newId<"set-aside">();
        const rows = found.flatMap(({ personId, referral, reason }): SetAsideRow[] => {
          const file = files.get(personId);
          if (file === undefined) return [];
          return [
            {
              tenant_id: file.tenant_id,
              controller_id: file.controller_id,
              id: newId<"set-aside">(),
              batch_id: batchId,
              person_id: personId,
              referral_id: referral?.id ?? null,
              reason,
              set_at: now,
              set_by: actor.id,
              until: daysLater(now, input.days),
              brought_back_at: null,
            },
          ];
        });
        if (rows.length === 0) throw waitingErrors.nothingToSetAside({});
        await insertSetAside(db, rows);
        audit({ kind: "person", ids: [...files.keys()], fields: ["setAside"] });
        return { batchId, count: rows.length };
      },
    }),
    handle(bringBack, {
      run: async ({ input, db, now, audit }) => {
        const persons = await bringBackRows(db, input.batchId, now);
        if (persons.length === 0) throw waitingErrors.nothingToSetAside({});
        audit({ kind: "person", ids: [...new Set(persons)], fields: ["setAside"] });
        return { batchId: input.batchId, count: persons.length };
      },
    }),
  ];
}

const maySet = ({ reason, referral }: Waiting): boolean =>
  mayBeSetAside(reason, { isReferral: referral !== null });

type Owners = Awaited<ReturnType<typeof ownersFor>>;

function isCovered(
  covered: Owners,
  { controller_id, owner_id }: { readonly controller_id: ControllerId; readonly owner_id: AccountId },
  self: AccountId | null,
): boolean {
  return (
    owner_id !== self &&
    covered.some(({ controllerId, accountId }) => controllerId === controller_id && accountId === owner_id)
  );
}

function ownersAway(
  shown: readonly Waiting[],
  self: AccountId | null,
  covered: Owners,
): readonly AccountId[] {
  const owners = shown.flatMap(({ referral }) =>
    referral !== null && isCovered(covered, referral, self) ? [referral.owner_id] : [],
  );
  return [...new Set(owners)];
}

function viewOf(
  vault: Vault,
  shown: readonly Waiting[],
  known: {
    readonly persons: readonly PersonNameRow[];
    readonly coversFor: (one: Waiting) => string | null;
  },
) {
  const files = new Map(known.persons.map((row) => [row.id, row]));
  const { names, receivers } = openTogether(vault, files, shown);
  return shown.flatMap((one) => {
    const { reason, personId, referral, since, aside } = one;
    if (!files.has(personId)) return [];
    return [
      {
        reason,
        personId,
        givenNames: names.get(personId) ?? "",
        referralId: (referral?.id ?? null) satisfies Id<"referral"> | null,
        receiverName: referral === null ? null : (receivers.get(referral.id) ?? null),
        since,
        isPersonToTell: (referral?.person_to_tell_at ?? null) !== null,
        isPriority: referral?.priority === "priority",
        coversFor: known.coversFor(one),
        maySetAside: aside === null && maySet(one),
        aside: aside === null ? null : { until: aside.until, batchId: aside.batch_id },
      },
    ];
  });
}

/** Names of persons and of receivers, opened in one go, so that the key of a file is read once. */
function openTogether(
  vault: Vault,
  files: ReadonlyMap<PersonId, PersonNameRow>,
  shown: readonly Waiting[],
): {
  readonly names: ReadonlyMap<PersonId, string>;
  readonly receivers: ReadonlyMap<Id<"referral">, string>;
} {
  const persons = [...files.values()];
  const referrals = shown.flatMap(({ personId, referral }) => {
    const file = files.get(personId);
    return file === undefined || referral === null
      ? []
      : [{ id: referral.id, sealed: sealedContent(file, referral) }];
  });
  const texts = vault.openAll([...persons.map(sealedGivenNames), ...referrals.map(({ sealed }) => sealed)]);
  const contents = texts.slice(persons.length);
  return {
    names: new Map(persons.map(({ id }, at) => [id, texts[at] ?? ""])),
    receivers: new Map(referrals.map(({ id }, at) => [id, readContent(contents[at] ?? "").receiverName])),
  };
}
