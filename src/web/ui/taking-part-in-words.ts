import type { Offer, TakingPart } from "#directory/actions";
import type { PageContext } from "../page.ts";

type Speaking = Pick<PageContext, "t" | "format">;

/** One thing to know before going: its name and what is told. */
export interface Told {
  readonly label: string;
  readonly told: readonly string[];
}

/** Sign languages have no name in the tables of `Intl`. */
const signed: ReadonlySet<string> = new Set(["lsf", "fsl"]);

/** The name of a language in the language of the reader. */
export function languageInWords({ t, format }: Speaking, code: string): string {
  return signed.has(code.toLowerCase()) ? t("page.language.lsf") : format.language(code);
}

/** What an offer costs; that it is not known when it is not. */
export function costInWords(
  { t, format }: Speaking,
  { frais, takingPart: { price } }: Pick<Offer, "frais" | "takingPart">,
): string {
  const amount = price === null ? null : format.euros(Math.round(price.amount * 100));
  const told = [
    // An amount says by itself that one pays.
    ...frais.filter((code) => amount === null || code !== "payant").map((code) => t(`code.frais.${code}`)),
    ...(amount === null || price === null
      ? []
      : [price.per === null ? amount : t(`page.offer.price.${price.per}`, { amount })]),
  ];
  return told.length === 0 ? t("page.offer.costUnknown") : told.join(" · ");
}

/** Who comes: publics, ages, women or men; everyone when nothing is told. */
export function publicsInWords(
  { t }: Speaking,
  { publics, takingPart }: Pick<Offer, "publics" | "takingPart">,
): string {
  const told = [
    ...publics.map((code) => t(`code.publicServed.${code}`)),
    ...agesInWords(t, takingPart),
    ...(takingPart.gender === null ? [] : [t(`page.offer.gender.${takingPart.gender}`)]),
  ];
  if (told.length === 0) return t("page.offer.everyone");
  const list = told.join(" · ");
  return takingPart.isRestricted ? t("page.offer.onlyFor", { whom: list }) : list;
}

function agesInWords(t: Speaking["t"], { ageMin, ageMax }: TakingPart): readonly string[] {
  if (ageMin !== null && ageMin > 0 && ageMax !== null)
    return [t("page.offer.ages", { from: ageMin, to: ageMax })];
  if (ageMin !== null && ageMin > 0) return [t("page.offer.agesFrom", { from: ageMin })];
  return ageMax === null ? [] : [t("page.offer.agesTo", { to: ageMax })];
}

/**
 * Whether there is room, in the words of whoever keeps the entry where there are any, and since when that is said; what was said
 * long ago is not repeated, but that one has to ask. Null when nothing is told.
 */
export function roomInWords(
  { t, format }: Speaking,
  { takingPart: { capacity } }: Pick<Offer, "takingPart">,
): string | null {
  const { status, note, toldOn } = capacity;
  if (status === "ask" && note === null)
    return toldOn === null ? null : t("page.offer.roomOld", { date: format.day(toldOn) });
  return [
    t(`code.capacityStatus.${status}`),
    ...(note === null ? [] : [note]),
    ...(toldOn === null ? [] : [t("page.offer.roomToldOn", { date: format.day(toldOn) })]),
  ].join(" · ");
}

/** Everything else that is told for who hesitates to go: how one begins, with how many, in which language. Nothing that is not told. */
export function takingPartInWords(
  page: Speaking,
  { takingPart }: Pick<Offer, "takingPart">,
): readonly Told[] {
  const { t } = page;
  const { attendance, waysIn, groupSize, languages, area, fetchesPeople, gettingThere, isByAndFor } =
    takingPart;
  return [
    { label: t("page.offer.how"), told: attendance.map((code) => t(`code.attendance.${code}`)) },
    { label: t("page.offer.begin"), told: waysIn.map((code) => t(`code.wayIn.${code}`)) },
    {
      label: t("page.offer.company"),
      told: [
        ...(groupSize === null ? [] : [t(`code.groupSize.${groupSize}`)]),
        ...(isByAndFor ? [t("page.offer.byAndFor")] : []),
      ],
    },
    { label: t("page.offer.fetched"), told: fetchesPeople ? [t("page.offer.fetches")] : [] },
    { label: t("page.offer.gettingThere"), told: gettingThere === null ? [] : [gettingThere] },
    { label: t("page.offer.languages"), told: languages.map((code) => languageInWords(page, code)) },
    { label: t("page.offer.area"), told: area === null ? [] : areaInWords(t, area) },
  ].filter(({ told }) => told.length > 0);
}

function areaInWords(
  t: Speaking["t"],
  { type, names, more }: NonNullable<TakingPart["area"]>,
): readonly string[] {
  if (type === "country") return [t("page.offer.areaCountry")];
  return more === 0 ? names : [...names, t("page.offer.areaMore", { count: more })];
}
