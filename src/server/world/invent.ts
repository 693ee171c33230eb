import { centreOfTown } from "#directory/handlers";
import type { LocalDate } from "#base";
import { offerTemplates, type OfferTemplate } from "./catalogue/offer-templates.ts";
import type { WorldRandom } from "./random.ts";
import type { World, WorldOffer, WorldTerritory } from "./world.ts";

type WorldPerson = WorldTerritory["persons"][number];

const givenNames = [
  "Odile",
  "Marcel",
  "Yasmina",
  "Paul",
  "Thérèse",
  "Amadou",
  "Lucie",
  "René",
  "Ingrid",
  "Karim",
  "Solène",
  "Georges",
  "Fatou",
  "Bastien",
  "Nadège",
  "Tuan",
];
const familyNames = [
  "Tisserand",
  "Carder",
  "Rouvet",
  "Lainez",
  "Ourdou",
  "Navarin",
  "Bobineau",
  "Fuseau",
  "Mailler",
  "Cordier-Petit",
  "Lissier",
  "Chanvrin",
  "De la Trame",
  "Écheveau",
  "Filandier",
  "Quenouillet",
];
const wishes = [
  "Sortir une fois par semaine.",
  "Parler avec quelqu’un de mon âge.",
  "Apprendre à envoyer des photos.",
  "Cuisiner à plusieurs.",
  "Retrouver une chorale.",
  "Marcher, pas trop vite.",
];
/** Invented persons, spread over the organisations of a territory. */
export function inventPersons(
  random: WorldRandom,
  territory: string,
  organisations: WorldTerritory["organisations"],
  count: number,
): readonly WorldPerson[] {
  return Array.from({ length: count }, (_, position) => {
    const place = [territory, "invented", String(position)];
    const year = 1930 + random.number(75, "year", ...place);
    return {
      slug: `invented-${position}`,
      organisation: random.pick(organisations, "organisation", ...place).slug,
      processingGround: "public-interest-task" as const,
      givenNames: random.pick(givenNames, "given", ...place),
      familyName: random.pick(familyNames, "family", ...place),
      birthDate:
        `${year}-0${1 + random.number(9, "month", ...place)}-1${random.number(10, "day", ...place)}` as WorldPerson["birthDate"],
      phone: null,
      email: null,
      townCode: null,
      wishes: random.pick(wishes, "wish", ...place),
      preferredLocale: "fr" as const,
      contactChannels: [],
      contactMoments: [],
      minorGround: null,
      contactHours: null,
      contactWords: null,
      mayLeaveVoicemail: null,
      statisticsUse: "not-asked",
      sex: null,
      isSaidOfAge: false,
    };
  });
}

/** Days since an invented entry was confirmed; the last one is out of date. */
const confirmedDaysAgo = [5, 20, 40, 70, 120, 200, 300, 420, 700];
const day = 86_400_000;

/** Invented offers within some kilometres of the towns named: each of the templates in turn, so that they are varied. Days of confirmation count from the first of this month. */
export function inventOffers(
  random: WorldRandom,
  wanted: World["generateOffers"],
  today: LocalDate,
): readonly WorldOffer[] {
  if (!wanted) return [];
  return Array.from({ length: wanted.count }, (_, position) => {
    const place = ["offer", String(position)];
    const { name, ...template } = templateAt(position);
    const townCode = random.pick(wanted.townCodes, "town", ...place);
    const centre = centreOfTown(townCode);
    const shift = (axis: string): number => (random.number(2000, axis, ...place) - 1000) / 20_000;
    const age = random.pick(confirmedDaysAgo, "confirmed", ...place);
    return {
      ...template,
      slug: `invented-${position}`,
      name: `${name} n° ${position + 1} (démonstration)`,
      townCode,
      confirmedOn: new Date(Date.parse(`${today.slice(0, 7)}-01`) - age * day)
        .toISOString()
        .slice(0, 10) as LocalDate,
      ...(centre
        ? { latitude: centre.latitude + shift("north"), longitude: centre.longitude + shift("east") }
        : {}),
    };
  });
}

function templateAt(position: number): OfferTemplate {
  const found = offerTemplates[position % offerTemplates.length];
  if (found === undefined) throw new RangeError("no template of an offer");
  return found;
}
