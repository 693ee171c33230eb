import { daysBetween, localDateAt, millisecondsBetween, type Instant, type LocalDate } from "#base";
import { change, loadInstrument } from "#instruments";
import { compareNetworks } from "#network";
import type { Tx, Vault } from "#storage";
import { openPerson } from "../file-sealing.ts";
import { openMap } from "../network-map/sealing.ts";
import { mapsOf } from "../network-map/store.ts";
import { possibleAges, type Born } from "../birth-date.ts";
import type { ReferralRow } from "../referral/store.ts";
import { openResponses } from "../screening/sealing.ts";
import { timeZone, type SurveyMean } from "../services.ts";
import type { PersonRow } from "../store.ts";
import type { PathInterval, PathStep } from "./codes.ts";
import type { PersonHistory, PersonSteps } from "./person-history.ts";

/** Days between two maps that count as six months: a fortnight early is enough, as when questions are asked again. */
const sixMonths = 168;

/** When a referral first came to each state. */
export type Arrivals = ReadonlyMap<string, Instant>;

/** What is read of a person for the figures. */
export interface PersonRecords {
  readonly file: PersonRow;
  /** In the order in which they were made. */
  readonly referrals: readonly ReferralRow[];
  readonly arrivals: ReadonlyMap<string, Arrivals>;
}

/** What counts of a person, without anything that tells who it is. */
export async function historyOf(
  db: Tx,
  vault: Vault,
  records: PersonRecords,
  meanOf: (instrument: string) => Promise<SurveyMean | null>,
): Promise<PersonHistory> {
  const { file } = records;
  const person = openPerson(vault, file);
  const opened = localDateAt(file.opened_at, timeZone);
  return {
    groups: {
      age: groupOf(person, opened),
      // declining to say is no group of its own: it would set apart who declined
      sex: person.sex === null || person.sex === "not-said" ? "unknown" : person.sex,
      place: person.townCode?.replace(/^(97.|..).*$/, "$1") ?? "unknown",
      channel: file.call_request_id === null ? "file" : "call-request",
    },
    ...stepsOf(records),
    newTies: await newTiesOf(db, vault, file),
    asked: await askedOf(db, vault, file, meanOf),
  };
}

/** How far a person came, and how fast. */
export function stepsOf(records: PersonRecords): PersonSteps {
  const times = timesOf(records);
  const ended = times.filter(isEnded);
  return {
    reached: reachedBy(records),
    days: Object.fromEntries(
      ended.map(({ interval, from, to }) => [
        interval,
        Math.floor(millisecondsBetween(from, to) / 86_400_000),
      ]),
    ),
    notYet: times.filter((one) => !isEnded(one)).map(({ interval }) => interval),
  };
}

/** The group of a person's age; unknown too where their birth year leaves open which of two it is. */
function groupOf(born: Born, day: LocalDate): string {
  const ages = possibleAges(born, day);
  if (ages === null) return "unknown";
  const group = ageGroup(ages.least);
  return group === ageGroup(ages.most) ? group : "unknown";
}

/** Ages as the Crédoc surveys group them. */
function ageGroup(age: number): string {
  const [, group = "75+"] =
    (
      [
        [18, "0-17"],
        [25, "18-24"],
        [40, "25-39"],
        [60, "40-59"],
        [75, "60-74"],
      ] as const
    ).find(([below]) => age < below) ?? [];
  return group;
}

const arrivedAt = ({ arrivals }: PersonRecords, row: ReferralRow, status: string): Instant | null =>
  arrivals.get(row.id)?.get(status) ?? null;

function reachedBy(records: PersonRecords): PathStep {
  const some = (...statuses: readonly string[]): boolean =>
    records.referrals.some((row) => statuses.some((status) => arrivedAt(records, row, status) !== null));
  if (records.referrals.some(({ status, outcome }) => status === "completed" && outcome !== null))
    return "outcome-known";
  if (some("started", "completed")) return "attended";
  if (some("accepted")) return "accepted";
  return records.referrals.some(({ sent_at }) => sent_at !== null) ? "referred" : "noticed";
}

/** A time that began; without end where the second step did not come after it. */
interface Time {
  readonly interval: PathInterval;
  readonly from: Instant;
  readonly to: Instant | null;
}

const isEnded = (time: Time): time is Time & { readonly to: Instant } => time.to !== null;

/** The times between the steps of the first referral that was sent; before it, the file waits to be referred. */
function timesOf(records: PersonRecords): readonly Time[] {
  const first = records.referrals.find(({ sent_at }) => sent_at !== null);
  const at = (status: string): Instant | null =>
    first === undefined ? null : arrivedAt(records, first, status);
  const answers = ["accepted", "refused"].flatMap((status) => at(status) ?? []).toSorted();
  const steps: readonly (readonly [PathInterval, Instant | null, Instant | null])[] = [
    ["opened-to-referred", records.file.opened_at, at("sent")],
    ["sent-to-answered", at("sent"), answers[0] ?? null],
    ["accepted-to-contacted", at("accepted"), at("contacted")],
    ["contacted-to-attended", at("contacted"), at("started")],
  ];
  // Where a clock went back between two steps nothing is known of the time between them.
  return steps.flatMap(([interval, from, to]) =>
    from === null || (to !== null && to < from) ? [] : [{ interval, from, to }],
  );
}

async function newTiesOf(db: Tx, vault: Vault, file: PersonRow): Promise<number | null> {
  const maps = (await mapsOf(db, file.id)).toReversed();
  const [first] = maps;
  const later = maps.find((row) => first && daysBetween(first.taken_on, row.taken_on) >= sixMonths);
  if (first === undefined || later === undefined) return null;
  const compared = compareNetworks(openMap(vault, file, first), openMap(vault, file, later));
  return compared.newLivingTies.alters.length;
}

async function askedOf(
  db: Tx,
  vault: Vault,
  file: PersonRow,
  meanOf: (instrument: string) => Promise<SurveyMean | null>,
): Promise<PersonHistory["asked"]> {
  const responses = (await openResponses(db, vault, file)).filter(({ isReplaced }) => !isReplaced);
  const oldestFirst = responses.toSorted((a, b) => a.row.asked_at.localeCompare(b.row.asked_at));
  const asked: PersonHistory["asked"][number][] = [];
  for (const [id, own] of Map.groupBy(oldestFirst, ({ row }) => row.instrument)) {
    const [first, ...others] = own;
    const last = others.at(-1);
    if (first?.result.status !== "scored") continue;
    const instrument = await loadInstrument(id);
    const mean = instrument.psychometrics.mean === null ? await meanOf(id) : null;
    const norm = mean === null ? undefined : { mean: mean.mean, source: mean.survey };
    const found = last ? change(instrument, first.result, last.result, norm) : null;
    const isCompared = found?.status === "compared";
    asked.push({
      instrument: id,
      change: isCompared ? { difference: found.difference, expected: found.expectedFromRegression } : null,
    });
  }
  return asked;
}
