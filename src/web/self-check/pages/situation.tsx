import { listHelplines, type Helpline } from "#directory/actions";
import { contextModules, type ContextModule } from "#pathway";
import { readSelfCheck } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { failurePage } from "../../failure-page.tsx";
import type { PageDefinition } from "../../page.ts";
import { Helplines } from "../../ui/helplines.tsx";
import { CrisisDisclosure } from "../crisis-disclosure.tsx";
import { NearHere, offersNear } from "../near-here.tsx";
import type { NearOffer } from "../../ui/suggested-offers.tsx";
import type { SaidTown } from "../town-field.tsx";

/** `/faire-le-point/situation/aidants`: somebody's situation in plain words, who listens, and three things near; no question. */
export const situationPage: PageDefinition = {
  path: "/faire-le-point/situation/:module",
  part: "directory",
  open: async (context) => {
    const { t, call, params } = context;
    const module = contextModules.find(({ id }) => id === params["module"]);
    const [{ lines }, sheet] = await Promise.all([call(listHelplines, {}), call(readSelfCheck, {})]);
    if (!module || !sheet.modules.includes(module.id))
      return failurePage(context, { code: "base.notFound", status: 404, params: {}, requestId: null });
    const town: SaidTown = sheet.town ? { kind: "town", code: sheet.town } : { kind: "none" };
    const offers = await offersNear(context, town, module.needs);
    const own = module.lines.flatMap((id) => lines.find((line) => line.id === id) ?? []);
    const hasResult = sheet.state === "open" && sheet.nextStep > sheet.lastStep;
    return {
      title: t("page.selfCheck.title"),
      main: <Situation module={module} lines={own} town={town} offers={offers} hasResult={hasResult} />,
    };
  },
};

interface SituationProps {
  readonly module: ContextModule;
  readonly lines: readonly Helpline[];
  readonly town: SaidTown;
  readonly offers: readonly NearOffer[];
  readonly hasResult: boolean;
}

function Situation({ module, lines, town, offers, hasResult }: SituationProps): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{t(`page.module.${module.id}.heading`)}</h1>
      <p className="lead">{t(`page.module.${module.id}.lead`)}</p>
      <p>{t(`page.module.${module.id}.do`)}</p>
      {lines.length > 0 ? (
        <section aria-labelledby="lines">
          <h2 id="lines">{t("page.selfCheck.lines")}</h2>
          <Helplines lines={lines} />
        </section>
      ) : null}
      {town.kind === "town" ? (
        <NearHere town={town} offers={offers} />
      ) : (
        <p>
          <a className="more" href={href("/")}>
            {t("page.selfCheck.young.directory")}
          </a>
        </p>
      )}
      {module.instrument === null ? null : <p className="quiet">{t("page.module.asked")}</p>}
      <CrisisDisclosure />
      <p className="not-printed">
        <a className="more" href={href(`/faire-le-point${hasResult ? "/resultat" : ""}`)}>
          {t(hasResult ? "page.module.back" : "page.selfCheck.title")}
        </a>
      </p>
    </div>
  );
}
