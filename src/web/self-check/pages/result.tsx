import type { Helpline } from "#directory/actions";
import { readSelfCheck, readSelfCheckResult } from "#pathway/actions";
import type { PageContent, PageContext, PageDefinition } from "../../page.ts";
import { refusalIn } from "../../refusal.ts";
import { queueFor } from "../call-back-offer.tsx";
import { gonePage, type GoneReason } from "../gone.tsx";
import { thingsNear } from "../near-here.tsx";
import { whereOffered } from "../offered.tsx";
import { ResultView, type ShownResult } from "../result-view.tsx";
import { saidTown } from "../town-field.tsx";

/** `/faire-le-point/resultat`: what the answers say, in sentences, and what to do near here. */
export const resultPage: PageDefinition = {
  path: "/faire-le-point/resultat",
  part: "directory",
  open: async (context) => whereOffered(context, (lines) => openResult(context, lines)),
};

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
