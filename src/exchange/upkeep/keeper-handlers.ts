import { addMilliseconds, localDateAt, type Instant, type LocalDate, type NewId } from "#base";
import { offerName, type RecogniseTown } from "#directory";
import { handle, type BoundHandler, type Tx } from "#storage";
import { exchangeErrors } from "../errors.ts";
import type { NationalLine } from "../suspicion.ts";
import { addMonths, campaignFilterOf, startAsking } from "./campaign.ts";
import { closeOffer, openEntry, upholdOffer, type ChangeTime } from "./change-entry.ts";
import { correctable } from "./correction.ts";
import {
  askKeeperCode,
  chooseReminder,
  closeKeptEntry,
  confirmKeptEntry,
  correctKeptEntry,
  pauseKeptEntry,
  previewCampaign,
  readKeptEntries,
  readKeptEntry,
  startCampaign,
  takeKeeperCode,
} from "./keeper-actions.ts";
import {
  addressDigest,
  isInForce,
  linkMilliseconds,
  tokenDigest,
  tokenOf,
  typedToken,
} from "./keeper-link.ts";
import {
  countCodes,
  findLink,
  findOffersOf,
  insertLink,
  keepAnswer,
  keepReminder,
  readKept,
  readToAsk,
  type FoundLink,
  type KeptAnswer,
  type KeptRow,
} from "./keeper-store.ts";
import { correctPausedOffer, pauseOffer } from "./pause.ts";

/** What keeping entries by links needs from the program. */
export interface UpkeepServices {
  /** Key from which links are made. */
  readonly secret: Uint8Array;
  /** Tells the program that a message waits to be sent. */
  readonly wakeUpkeep: () => void;
}

/** Codes that an address can ask for within an hour. */
const mostCodes = 5;
const hour = 3_600_000;

/** Handlers of what organisations do by a code or a link, and of asking them. */
export function keeperHandlers(
  { secret, wakeUpkeep }: UpkeepServices,
  {
    lines,
    recogniseTown,
  }: { readonly lines: readonly NationalLine[]; readonly recogniseTown: RecogniseTown },
): readonly BoundHandler[] {
  return [
    handle(askKeeperCode, {
      run: async ({ input, db, now, newId, audit, afterCommit }) => {
        const { address, offerId, locale, leaveEmpty } = input;
        if (leaveEmpty !== "") throw exchangeErrors.reportByMachine({});
        const offerIds = await findOffersOf(db, address, offerId ?? null);
        if (offerIds.length === 0)
          throw offerId === undefined
            ? exchangeErrors.addressUnknown({})
            : exchangeErrors.notTheirAddress({});
        const digest = addressDigest(secret, address);
        if ((await countCodes(db, digest, addMilliseconds(now, -hour))) >= mostCodes)
          throw exchangeErrors.codesEnough({});
        const link = { id: newId(), kind: "code" } as const;
        await insertLink(db, {
          ...link,
          digest: tokenDigest(tokenOf(secret, link)),
          locale,
          sendTo: address,
          addressDigest: digest,
          madeAt: now,
          expiresAt: addMilliseconds(now, linkMilliseconds.code),
          offerIds,
        });
        audit({ kind: "offer", ids: [...offerIds] });
        afterCommit(wakeUpkeep);
        return {};
      },
    }),
    handle(takeKeeperCode, {
      run: async ({ input, db, now }) => {
        const token = typedToken(input.code);
        await linkOf(db, token, now);
        return { token };
      },
    }),
    handle(readKeptEntries, {
      run: async ({ input, db, now }) => {
        const link = await linkOf(db, input.token, now);
        const rows = await readKept(db, link.id, dayOf(now), null);
        return { isOnce: link.kind !== "code", entries: rows.map(shownEntry) };
      },
    }),
    handle(readKeptEntry, {
      run: async ({ input, db, now }) => {
        const { link, row } = await entryOf(db, input, now);
        const { stored } = await openEntry(db, row.offer_id);
        const correction = correctable(stored, recogniseTown);
        return { entry: shownEntry(row), isOnce: link.kind !== "code", correction };
      },
    }),
    handle(confirmKeptEntry, {
      run: ({ input, db, now, audit }) =>
        answer(db, input, now, "confirmed", async (offerId, time) => {
          await upholdOffer(db, offerId, time);
          audit({ kind: "offer", ids: [offerId], fields: ["upheld_on"] });
        }),
    }),
    handle(correctKeptEntry, {
      run: ({ input: { token, offerId: asked, ...given }, db, now, audit }) =>
        answer(db, { token, offerId: asked }, now, "corrected", async (offerId, time) => {
          await correctPausedOffer(db, { offerId, given, lines, recogniseTown }, time);
          await upholdOffer(db, offerId, time);
          audit({ kind: "offer", ids: [offerId] });
        }),
    }),
    handle(closeKeptEntry, {
      run: ({ input, db, now, audit }) =>
        answer(db, input, now, "closed", async (offerId, time) => {
          await closeOffer(db, offerId, time);
          audit({ kind: "offer", ids: [offerId], fields: ["closed_on"] });
        }),
    }),
    handle(pauseKeptEntry, {
      run: ({ input, db, now, audit }) =>
        answer(db, input, now, "paused", async (offerId, time) => {
          await pauseOffer(db, { offerId, from: input.from, until: input.until }, time);
          audit({ kind: "offer", ids: [offerId], fields: ["opening_hours"] });
        }),
    }),
    handle(chooseReminder, {
      run: async ({ input, db, now, audit }) => {
        const { row } = await entryOf(db, input, now);
        const months = Number(input.months);
        await keepReminder(db, row.offer_id, months, months === 0 ? null : addMonths(dayOf(now), months));
        audit({ kind: "offer", ids: [row.offer_id], fields: ["reminder"] });
        return { offerId: row.offer_id };
      },
    }),
    handle(previewCampaign, {
      run: async ({ input, db, now }) => sizeOf(await readToAsk(db, campaignFilterOf(input, dayOf(now)))),
    }),
    handle(startCampaign, {
      run: async ({ input, db, now, newId, audit, afterCommit }) => {
        const asked = await readToAsk(db, campaignFilterOf(input, dayOf(now)));
        if (asked.length === 0) throw exchangeErrors.campaignEmpty({});
        await startAsking(db, asked, "campaign", makingOf(secret, now, newId));
        audit({ kind: "offer", ids: asked.flatMap(({ offer_ids: ids }) => ids) });
        afterCommit(wakeUpkeep);
        return sizeOf(asked);
      },
    }),
  ];
}

function makingOf(secret: Uint8Array, now: Instant, newId: NewId) {
  return { secret, now, today: dayOf(now), newId };
}

function sizeOf(asked: readonly { readonly offer_ids: readonly string[] }[]) {
  return { addresses: asked.length, offers: asked.reduce((sum, one) => sum + one.offer_ids.length, 0) };
}

function dayOf(now: Instant): LocalDate {
  return localDateAt(now, "Europe/Paris");
}

/** The link of a token, in force. @throws exchange.linkUnusable alike for unknown and late ones */
async function linkOf(db: Tx, token: string, now: Instant): Promise<FoundLink> {
  const link = await findLink(db, tokenDigest(token));
  if (link === null || !isInForce(link, now)) throw exchangeErrors.linkUnusable({});
  return link;
}

/** An entry that a link opens. @throws exchange.linkUnusable, exchange.openNotFound for an entry of somebody else */
async function entryOf(
  db: Tx,
  asked: { readonly token: string; readonly offerId: string },
  now: Instant,
): Promise<{ readonly link: FoundLink; readonly row: KeptRow }> {
  const link = await linkOf(db, asked.token, now);
  const [row] = await readKept(db, link.id, dayOf(now), asked.offerId);
  if (row === undefined) throw exchangeErrors.openNotFound({});
  return { link, row };
}

/** Carries an answer out: once an entry by a link that was sent unasked, as often as needed within the hour of a code. */
async function answer(
  db: Tx,
  asked: { readonly token: string; readonly offerId: string },
  now: Instant,
  given: KeptAnswer,
  act: (offerId: string, time: ChangeTime) => Promise<void>,
) {
  const { link, row } = await entryOf(db, asked, now);
  if (link.kind !== "code" && row.answer !== null) throw exchangeErrors.linkAnswered({});
  await act(row.offer_id, { cause: "owner", now, today: dayOf(now) });
  await keepAnswer(db, { linkId: link.id, offerId: row.offer_id }, given, now);
  return { offerId: row.offer_id };
}

function shownEntry(row: KeptRow) {
  return {
    offerId: row.offer_id,
    name: offerName(row.service_name, row.location_name),
    city: row.city,
    confirmedOn: row.confirmed_on,
    isOpen: row.is_open,
    pausedUntil: row.paused_until,
    answer: row.answer,
    reminderMonths: row.months,
    reports: row.reports,
  };
}
