import type { ControllerId } from "#base";
import type { Tx } from "#storage";
import type { ReferralRow } from "../referral/store.ts";
import type { PathwayServices } from "../services.ts";
import type { PersonRow } from "../store.ts";
import { isResultFigure, pathInterval, type PathStep } from "./codes.ts";
import { endPlaces, resultPlaces, stepPlaces, type FigureAsked } from "./counted.ts";
import { figureErrors } from "./errors.ts";
import { byPartner } from "./partners.ts";
import type { PersonSteps } from "./person-history.ts";
import { yearRecords, yearSteps, type YearRows } from "./records.ts";
import type { StatisticsUse } from "./store.ts";

/** What persons said of statistics who count in the figures of a team: whoever objects is in no figure, and on no list. */
export const countedUses: readonly StatisticsUse[] = ["not-asked", "informed", "agreed"];

/** One of those who make up a figure: a person, or a referral of theirs. */
export interface Behind {
  readonly file: PersonRow;
  readonly referral: ReferralRow | null;
  /** How the referral stands or ended, in a figure of ends. */
  readonly end: string | null;
  /** How far the person came, in a figure of persons. */
  readonly reached: PathStep | null;
  /** Days between the two steps, in a figure of times. */
  readonly days: number | null;
}

interface FigureOfYear extends FigureAsked {
  readonly controllerId: ControllerId;
  readonly year: number;
}

/**
 * Those behind a figure whom row security lets through: all of them for whoever reads the figure.
 * @throws pathway.figureUnknown where no referral is under way at such a partner
 */
export async function findBehind(
  db: Tx,
  services: PathwayServices,
  asked: FigureOfYear,
): Promise<readonly Behind[]> {
  const { figure, code } = asked;
  if (figure === "partner") return atPartner(db, services, asked);
  const year = { ...asked, uses: countedUses };
  if (isResultFigure(figure)) {
    const records = await yearRecords(db, services, year);
    return personsAt(records, resultPlaces(records.persons, figure, code), () => null);
  }
  const records = await yearSteps(db, year);
  if (figure === "ended") return referralsAt(records, endPlaces(records.ends, code));
  const daysOf = ({ days }: PersonSteps): number | null =>
    figure === "between" && pathInterval.has(code) ? (days[code] ?? null) : null;
  return personsAt(records, stepPlaces(records.persons, figure, code), daysOf);
}

function personsAt<Person extends PersonSteps>(
  { files, persons }: YearRows<Person>,
  places: readonly number[],
  daysOf: (person: Person) => number | null,
): Behind[] {
  return places.flatMap((at) => {
    const [file, person] = [files[at], persons[at]];
    if (file === undefined || person === undefined) return [];
    return [{ file, referral: null, end: null, reached: person.reached, days: daysOf(person) }];
  });
}

function referralsAt({ files, sent, ends }: YearRows<PersonSteps>, places: readonly number[]): Behind[] {
  const byId = new Map(files.map((file) => [file.id, file]));
  return places.flatMap((at) => {
    const referral = sent[at];
    const file = referral && byId.get(referral.person_id);
    if (referral === undefined || file === undefined) return [];
    return [{ file, referral, end: ends[at] ?? null, reached: null, days: null }];
  });
}

async function atPartner(
  db: Tx,
  services: PathwayServices,
  { controllerId, code }: Pick<FigureOfYear, "controllerId" | "code">,
): Promise<readonly Behind[]> {
  const partners = [...(await byPartner(db, services, controllerId)).values()];
  const own = partners.find((all) => all.some(({ referral }) => referral.id === code));
  if (own === undefined) throw figureErrors.figureUnknown({});
  return own.map(({ file, referral }) => ({ file, referral, end: null, reached: null, days: null }));
}
