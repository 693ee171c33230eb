import type { Source } from "../source.ts";
import { agenda } from "./agenda/map.ts";
import { aixEnProvence } from "./aix-en-provence/map.ts";
import { angers } from "./angers/map.ts";
import { auvergneRhoneAlpesEst } from "./auvergne-rhone-alpes-est/map.ts";
import { busFranceServicesCharente } from "./bus-france-services-charente/map.ts";
import { dataInclusion } from "./data-inclusion/map.ts";
import { demonstration } from "./demonstration/map.ts";
import { gironde } from "./gironde/map.ts";
import { hsds } from "./hsds/map.ts";
import { hubLo } from "./hub-lo/map.ts";
import { mediationNumerique } from "./mediation-numerique/map.ts";
import { missions } from "./missions/map.ts";
import { nouvelleCaledonie } from "./nouvelle-caledonie/map.ts";
import { openReferralUk } from "./open-referral-uk/map.ts";

/** Every source that can be imported, one line each. */
export const sources: readonly Source[] = [
  agenda,
  aixEnProvence,
  angers,
  auvergneRhoneAlpesEst,
  busFranceServicesCharente,
  dataInclusion,
  demonstration,
  gironde,
  hsds,
  hubLo,
  mediationNumerique,
  missions,
  nouvelleCaledonie,
  openReferralUk,
];
