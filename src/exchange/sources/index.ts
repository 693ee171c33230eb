import type { Source } from "../source.ts";
import { auvergneRhoneAlpesEst } from "./auvergne-rhone-alpes-est/map.ts";
import { busFranceServicesCharente } from "./bus-france-services-charente/map.ts";
import { demonstration } from "./demonstration/map.ts";
import { gironde } from "./gironde/map.ts";

/** Every source that can be imported, one line each. */
export const sources: readonly Source[] = [
  auvergneRhoneAlpesEst,
  busFranceServicesCharente,
  demonstration,
  gironde,
];
