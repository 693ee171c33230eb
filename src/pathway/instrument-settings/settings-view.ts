import type { ControllerId, OutputOf } from "#base";
import type { Tx } from "#storage";
import type { PathwayServices } from "../services.ts";
import type { readInstrumentSettings } from "./actions.ts";
import type { InstrumentOffer } from "./offered.ts";
import { newestWordingDecisions, trainedIn } from "./store.ts";

type SettingsView = OutputOf<typeof readInstrumentSettings>["instruments"];

/** The settings of every instrument of an organisation, with names of people. */
export async function settingsView(
  services: PathwayServices,
  db: Tx,
  {
    controllerId,
    offers,
  }: { readonly controllerId: ControllerId; readonly offers: readonly InstrumentOffer[] },
): Promise<SettingsView> {
  const trained = await trainedIn(db, controllerId);
  const wordings = [...(await newestWordingDecisions(db)).values()];
  const names = await services.accountNames([
    ...trained.map((one) => one.account_id),
    ...offers.flatMap(({ decision }) => decision?.answerable_id ?? []),
  ]);
  return offers.map(({ summary, reason, decision, texts }) => ({
    id: summary.id,
    isEnabled: decision?.is_enabled ?? summary.isOnByDefault,
    isByDefault: decision === null,
    // Whether the reader is trained or a prescriber does not say whether the organisation lacks something.
    lacks: reason === "not-trained" || reason === "clinician-needed" ? null : reason,
    purpose: decision?.purpose ?? null,
    answerable: decision?.answerable_id ? (names.get(decision.answerable_id) ?? null) : null,
    decidedAt: decision?.decided_at ?? null,
    texts: texts.map(({ language, wording, licence }) => ({ language, wording, licence })),
    trained: trained
      .filter(({ instrument }) => instrument === summary.id)
      .map(({ id, account_id, trained_on, training }) => ({
        id,
        name: names.get(account_id) ?? "",
        trainedOn: trained_on,
        training,
      })),
    wordings: wordings
      .filter(({ instrument }) => instrument === summary.id)
      .map(({ wording, is_accepted, reason: why, decided_at }) => ({
        wording,
        isAccepted: is_accepted,
        reason: why,
        decidedAt: decided_at,
      })),
  }));
}
