import type { RecogniseTown } from "#directory";
import type { AccessPlace } from "../../access/access-place.ts";
import type { AccessSource } from "../../access/access-source.ts";
import { streetKey } from "../../access/street-key.ts";
import { splitAddress } from "../../reading/address.ts";
import type { RowReader } from "../../row-reader.ts";
import { readAccess, readApiFeed, type AccesLibreRow, type AccessWay } from "./read.ts";

/** AccèsLibre: how one gets into establishments open to the public. */
export const accesLibre: AccessSource = {
  id: "acces-libre",
  name: "AccèsLibre",
  licence: "Licence Ouverte 2.0",
  url: "https://acceslibre.beta.gouv.fr/",
  columns: ["id", "name", "postal_code", "commune", "entree_plain_pied"],
  readJson: readApiFeed,
  read,
};

function read(cells: RowReader, recogniseTown: RecogniseTown): AccessPlace | null {
  const id = cells.required("id", 200);
  const name = cells.required("name", 300);
  const postcode = cells.postcode("postal_code");
  const recognised = recogniseTown({
    code: cells.townCode("code_insee"),
    postcode,
    name: cells.line("commune", 100),
    departements: [],
  });
  if (recognised === null) cells.refuse("commune", { code: "placeUnknown" });
  const { position: centre = null, positionErrorKm } = recognised?.town ?? {};
  const expected = centre === null ? null : { centre, errorKm: positionErrorKm ?? 0 };
  const position = cells.position("latitude", "longitude", expected);
  const row = readAccess(cells);
  const siret = cells.siret("siret");
  const url = cells.website("web_url");
  const confirmedOn = cells.day("updated_at");
  const street = streetOf(cells);
  if (recognised === null || cells.refusals.length > 0) return null;
  return {
    id,
    name,
    siret,
    street_key: streetKey(street),
    code_insee: recognised.town.code,
    latitude: position?.latitude ?? null,
    longitude: position?.longitude ?? null,
    url,
    wheelchair: wheelchairOf(row),
    access_features: featuresOf(row),
    confirmed_on: confirmedOn,
  };
}

/** The street with its number: in columns of its own in the table, in one line in the API. */
function streetOf(cells: RowReader): string | null {
  const line = cells.line("adresse", 300);
  if (line !== null) return splitAddress(line, null).street;
  const [number, street] = [cells.line("numero", 20), cells.line("voie", 200)];
  return number === null || street === null ? null : `${number} ${street}`;
}

type Passage = "free" | "hard" | "blocked" | "untold";

/**
 * Whether somebody in a wheelchair gets in, from the three ways one takes: to the entrance, through it, to the reception.
 * `no` where one of them is told to be blocked; `yes` where all are told to be free; `limited` in between, and where the entrance
 * is free but the rest is not told: what is not told is never taken for free.
 */
export function wheelchairOf(row: AccesLibreRow): AccessPlace["wheelchair"] {
  const outside = row.outside === null ? "free" : passageOf(row.outside);
  const isRough = row.hasRoughGround || row.isSteep;
  const entrance = entranceOf(row);
  const ways = [outside === "free" && isRough ? "hard" : outside, entrance, passageOf(row.reception)];
  if (ways.includes("blocked")) return "no";
  if (ways.every((way) => way === "free")) return "yes";
  return ways.every((way) => way === "untold" || way === "free") && entrance === "untold"
    ? "unknown"
    : "limited";
}

/** Least width of a door for a wheelchair, centimetres. Source  arrêté du 8 décembre 2014, article 10: 0.77 m of free passage. */
const leastWidth = 77;

function entranceOf(row: AccesLibreRow): Passage {
  const main = passageOf(row.entrance);
  const isTooNarrow = row.entranceWidth !== null && row.entranceWidth > 0 && row.entranceWidth < leastWidth;
  if (row.hasOtherEntrance) return main === "free" && !isTooNarrow ? "free" : "hard";
  if (main === "blocked" || isTooNarrow) return row.hasHelp ? "hard" : "blocked";
  return main;
}

function passageOf({ isLevel, hasLift, steps, ramp, isNarrow }: AccessWay): Passage {
  const hasWay = isLevel === true || hasLift === true || ramp === "fixed" || steps === 0;
  if (hasWay) return isNarrow === true ? "hard" : "free";
  if (ramp === "removable") return "hard";
  return isLevel === false || (steps ?? 0) > 0 ? "blocked" : "untold";
}

/** What helps at a reception, by the producer's codes. */
const hearing: Readonly<Record<string, string>> = {
  bim: "hearing-loop",
  bmp: "hearing-loop",
  lsf: "sign-language",
  lpc: "cued-speech",
  sts: "subtitles",
};

function featuresOf(row: AccesLibreRow): string[] {
  const told: readonly (readonly [boolean, string])[] = [
    [row.hasAudioDescription, "audio-description"],
    [row.hasSoundBeacon, "sound-beacon"],
    [row.hasGuidingStrip, "guiding-strip"],
    [row.hasTrainedStaff, "trained-staff"],
    [row.hasAdaptedToilets, "adapted-toilets"],
    [row.hasAdaptedParking, "adapted-parking"],
  ];
  const helps = row.hearing.flatMap((code) => (Object.hasOwn(hearing, code) ? [hearing[code] ?? ""] : []));
  return [...new Set([...helps, ...told.filter(([has]) => has).map(([, code]) => code)])];
}
