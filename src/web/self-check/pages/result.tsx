import type { Helpline } from "#directory/actions";
import type { AgeBand } from "#pathway";
import {
  readSelfCheck,
  readSelfCheckResult,
  type OfferedQueue,
  type SelfCheckResult,
} from "#pathway/actions";
import type { PageContent, PageContext, PageDefinition } from "../../page.ts";
import { refusalIn } from "../../refusal.ts";
import { queueFor } from "../call-back-offer.tsx";
import { gonePage, type GoneReason } from "../gone.tsx";
import { thingsNear } from "../near-here.tsx";
import type { NearOffer } from "../../ui/suggested-offers.tsx";
import { whereOffered } from "../offered.tsx";
import { ResultView } from "../result-view.tsx";
import { saidTown, type SaidTown } from "../town-field.tsx";

/** `/faire-le-point/resultat`: what the answers say, in sentences, and what to do near here. */
export const resultPage: PageDefinition = {
  path: "/faire-le-point/resultat",
  part: "directory",
  open: async (context) => whereOffered(context, (lines) => openResult(context, lines)),
};

/** All that the page of the result shows. */
export interface ShownResult {
  readonly result: SelfCheckResult;
  readonly isKept: boolean;
  readonly isEasy: boolean;
  readonly age: AgeBand | null;
  /** Ids of the situations that have a page here. */
  readonly modules: readonly string[];
  readonly town: SaidTown;
  readonly offers: readonly NearOffer[];
  /** Null also under eighteen: nobody under age enters the queue of adults. */
  readonly queue: OfferedQueue | null;
  readonly lines: readonly Helpline[];
}

async function openResult(context: PageContext, lines: readonly Helpline[]): Promise<PageContent> {
  const { t, call, locale } = context;
  try {
    const result = await call(readSelfCheckResult, { locale });
    const { isKept, isEasy, age, modules } = await call(readSelfCheck, {});
    const town = await saidTown(context, result);
    const code = town.kind === "town" ? town.code : null;
    const shown: ShownResult = {
      result,
      isKept,
      isEasy,
      age,
      modules,
      town,
      offers: await thingsNear(context, town, result.needsSupport),
      queue: result.isMinor ? null : await queueFor(context, code),
      lines,
    };
    return { title: t("page.selfCheck.title"), main: <ResultView shown={shown} /> };
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal?.code.startsWith("pathway.")) throw error;
    const step = refusal.params["step"];
    return gonePage(context, {
      code: refusal.code as GoneReason,
      step: typeof step === "number" ? step : null,
      status: refusal.status,
    });
  }
}
