import { addMilliseconds, type Instant, type Locale, type LocalDate, type NewId } from "#base";
import type { Tx } from "#storage";
import {
  addressDigest,
  linkMilliseconds,
  readableCode,
  tokenDigest,
  tokenOf,
  type LinkKind,
} from "./keeper-link.ts";
import {
  claimLinks,
  insertLink,
  keepAsked,
  keepSent,
  readDueReminders,
  type CampaignFilter,
  type LinkToSend,
  type ToAsk,
} from "./keeper-store.ts";

/** Addresses that one campaign, or one day of reminders, writes to at most. */
const mostAddresses = 200;
/** Days within which nobody is asked twice. */
const quietDays = 30;

/** What making links needs. */
export interface LinkMaking {
  readonly secret: Uint8Array;
  readonly now: Instant;
  readonly today: LocalDate;
  readonly newId: NewId;
}

/** Whom a campaign asks. */
export function campaignFilterOf(
  asked: { readonly months: number; readonly departement?: string | undefined },
  today: LocalDate,
): CampaignFilter {
  return {
    before: addMonths(today, -asked.months),
    departement: asked.departement ?? null,
    askedBefore: addDays(today, -quietDays),
    limit: mostAddresses,
  };
}

/** Makes a link for each address and lets it wait to be sent. */
export async function startAsking(
  db: Tx,
  asked: readonly ToAsk[],
  kind: "campaign" | "reminder",
  { secret, now, today, newId }: LinkMaking,
): Promise<void> {
  for (const { address, offer_ids: offerIds } of asked) {
    const link = { id: newId(), kind };
    await insertLink(db, {
      ...link,
      digest: tokenDigest(tokenOf(secret, link)),
      locale: "fr",
      sendTo: address,
      addressDigest: addressDigest(secret, address),
      madeAt: now,
      expiresAt: addMilliseconds(now, linkMilliseconds[kind]),
      offerIds,
    });
    await keepAsked(db, offerIds, today);
  }
}

/** Makes the links of the reminders that are due today. */
export async function askDue(db: Tx, making: LinkMaking): Promise<number> {
  const due = await readDueReminders(db, making.today, mostAddresses);
  await startAsking(db, due, "reminder", making);
  return due.length;
}

/** A message about entries to keep. */
export interface UpkeepMessage {
  readonly to: string;
  readonly locale: Locale;
  readonly kind: LinkKind;
  /** `link`, an address of the site, or `code`. */
  readonly params: { readonly link: string; readonly code: string };
}

/** What sending needs from the program. */
export interface LinkSending {
  /** Runs work in a transaction. */
  readonly inTransaction: <Result>(work: (db: Tx) => Promise<Result>) => Promise<Result>;
  readonly send: (message: UpkeepMessage) => Promise<void>;
  readonly secret: Uint8Array;
  /** Address of the site without final slash. */
  readonly baseUrl: string;
  readonly now: () => Instant;
  /** Told of a message that could not be sent; it is tried again, five times in all. */
  readonly onFailure: (link: { readonly kind: LinkKind }, error: unknown) => void;
}

/** Sends the links that wait. Each is counted as tried before it is sent, so that no crash sends one without end. */
export async function sendWaitingLinks(sending: LinkSending): Promise<void> {
  const links = await sending.inTransaction((db) => claimLinks(db, sending.now()));
  for (const link of links) {
    try {
      await sending.send(messageOf(link, sending));
      await sending.inTransaction((db) => keepSent(db, link.id, sending.now()));
    } catch (error) {
      sending.onFailure(link, error);
    }
  }
}

function messageOf(link: LinkToSend, { secret, baseUrl }: LinkSending): UpkeepMessage {
  const token = tokenOf(secret, link);
  const page = pageOf(link.kind, token);
  const prefix = link.locale === "fr" ? "" : `/${link.locale}`;
  const params = { link: baseUrl + prefix + page, code: readableCode(token) };
  return { to: link.send_to, locale: link.locale, kind: link.kind, params };
}

function pageOf(kind: LinkKind, token: string): string {
  if (kind === "code") return "/proposer/code";
  return kind === "proposal" ? `/r/proposition/${token}` : `/r/fiche/${token}`;
}

/** The same day some months later or earlier; the last of the month where there is none. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return isoDay(Date.UTC(year, month - 1 + months, Math.min(day, last)));
}

function addDays(date: LocalDate, days: number): LocalDate {
  return isoDay(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000);
}

function isoDay(milliseconds: number): LocalDate {
  return new Date(milliseconds).toISOString().slice(0, 10) as LocalDate;
}
