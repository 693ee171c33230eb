import { instrumentErrors } from "../errors.ts";
import type { Instrument } from "../instrument.ts";
import { faultOf } from "../rule-check.ts";

/** Id → its file; each is fetched only when it is asked for. One line an instrument. */
const files: Readonly<Record<string, () => Promise<{ readonly instrument: Instrument }>>> = {
  ucla3: async () => import("./ucla3.ts"),
  "ons-direct": async () => import("./ons-direct.ts"),
  djg6: async () => import("./djg6.ts"),
  djg11: async () => import("./djg11.ts"),
  cel3: async () => import("./cel3.ts"),
  ucla20: async () => import("./ucla20.ts"),
  "hrsn-lonely": async () => import("./hrsn-lonely.ts"),
  "silc-lonely": async () => import("./silc-lonely.ts"),
  lsns6: async () => import("./lsns6.ts"),
  lsnsr: async () => import("./lsnsr.ts"),
  lsns18: async () => import("./lsns18.ts"),
  sni4: async () => import("./sni4.ts"),
  credoc5: async () => import("./credoc5.ts"),
  "credoc-solitude": async () => import("./credoc-solitude.ts"),
  "insee-isolement": async () => import("./insee-isolement.ts"),
  "ego-network": async () => import("./ego-network.ts"),
  osss3: async () => import("./osss3.ts"),
  mspss: async () => import("./mspss.ts"),
  who5: async () => import("./who5.ts"),
  phq9: async () => import("./phq9.ts"),
  phq2: async () => import("./phq2.ts"),
  gad7: async () => import("./gad7.ts"),
  gad2: async () => import("./gad2.ts"),
  k6: async () => import("./k6.ts"),
  swemwbs: async () => import("./swemwbs.ts"),
  ons4: async () => import("./ons4.ts"),
  "cssrs-screener": async () => import("./cssrs-screener.ts"),
  bsmas: async () => import("./bsmas.ts"),
  smds9: async () => import("./smds9.ts"),
  illectronisme: async () => import("./illectronisme.ts"),
  "mini-zarit": async () => import("./mini-zarit.ts"),
  "elsa-sii": async () => import("./elsa-sii.ts"),
};

/** Ids of the catalogue. */
export const instrumentIds: readonly string[] = Object.keys(files);

/**
 * Loads an instrument of the catalogue, and checks its rule.
 * Errors  instruments.instrumentUnknown; instruments.catalogueBroken, with the file and the path of the fault.
 */
export async function loadInstrument(id: string): Promise<Instrument> {
  const load = Object.hasOwn(files, id) ? files[id] : undefined;
  if (load === undefined) throw instrumentErrors.instrumentUnknown({ instrument: id });
  const { instrument } = await load();
  const fault = faultOf(instrument);
  if (fault !== null) throw instrumentErrors.catalogueBroken({ file: `catalogue/${id}.ts`, ...fault });
  return instrument;
}

/** Loads the whole catalogue, for a server that refuses to start on a broken rule. @throws instruments.catalogueBroken */
export async function loadCatalogue(): Promise<readonly Instrument[]> {
  return Promise.all(instrumentIds.map(loadInstrument));
}
