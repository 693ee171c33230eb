import type { Source } from "../source.ts";
import { aixEnProvence } from "./aix-en-provence/map.ts";
import { angers } from "./angers/map.ts";
import { auvergneRhoneAlpesEst } from "./auvergne-rhone-alpes-est/map.ts";
import { busFranceServicesCharente } from "./bus-france-services-charente/map.ts";
import { demonstration } from "./demonstration/map.ts";
import { gironde } from "./gironde/map.ts";
import { hubLo } from "./hub-lo/map.ts";
import { nouvelleCaledonie } from "./nouvelle-caledonie/map.ts";

/** Every source that can be imported, one line each. */
export const sources: readonly Source[] = [
  aixEnProvence,
  angers,
  auvergneRhoneAlpesEst,
  busFranceServicesCharente,
  demonstration,
  gironde,
  hubLo,
  nouvelleCaledonie,
];
