import { centreOfTown } from "#directory/handlers";
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
const activities = [
  "Jeux de société",
  "Chorale ouverte à tous",
  "Marche douce",
  "Café du matin",
  "Atelier couture",
  "Permanence d’écoute",
  "Jardin partagé",
  "Aide aux démarches",
  "Repas partagé",
  "Visites amicales",
];
const categories = ["listen", "gather", "reach-out", "support", "take-part"];
const interventions = [
  "contact-opportunities",
  "social-support",
  "psychological-support",
  "psycho-social-skills",
  "physical-activity",
  "digital",
];
const hours = [
  "Mo-Fr 09:00-12:00,14:00-17:30",
  "Tu-Sa 10:00-18:00",
  "We 14:00-18:00",
  "Mo,Th 09:00-12:30; PH off",
  "Sa,Su 14:00-18:00",
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
      minorGround: null,
      contactHours: null,
      contactWords: null,
      mayLeaveVoicemail: null,
      statisticsUse: "not-asked",
    };
  });
}

/** Invented offers within some kilometres of the towns named. */
export function inventOffers(random: WorldRandom, wanted: World["generateOffers"]): readonly WorldOffer[] {
  if (!wanted) return [];
  return Array.from({ length: wanted.count }, (_, position) => {
    const place = ["offer", String(position)];
    const townCode = random.pick(wanted.townCodes, "town", ...place);
    const centre = centreOfTown(townCode);
    const shift = (axis: string): number => (random.number(2000, axis, ...place) - 1000) / 20_000;
    const name = `${random.pick(activities, "activity", ...place)} n° ${position + 1} (démonstration)`;
    return {
      slug: `invented-${position}`,
      name,
      organizationName: `${random.pick(familyNames, "organisation", ...place)} et Compagnie`,
      categories: [random.pick(categories, "category", ...place)],
      interventions: [random.pick(interventions, "intervention", ...place)],
      townCode,
      openingHours: random.pick(hours, "hours", ...place),
      frais: [random.pick(["gratuit", "gratuit", "payant"], "frais", ...place)],
      ...(centre
        ? { latitude: centre.latitude + shift("north"), longitude: centre.longitude + shift("east") }
        : {}),
    };
  });
}
