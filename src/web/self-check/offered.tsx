import { canOfferSelfCheck, defaultPathway, packOfFrance } from "#instruments";
import { listHelplines, type Helpline } from "#directory/actions";
import type { PageContent, PageContext } from "../page.ts";
import { Helplines } from "../ui/helplines.tsx";

/**
 * A page of the self-check, where the country has a pack with lines to call; without one nobody is asked how they feel
 * (`screening-pathway.json`, countryPack).
 */
export async function whereOffered(
  context: PageContext,
  page: (lines: readonly Helpline[]) => Promise<PageContent> | PageContent,
): Promise<PageContent> {
  const { lines } = await context.call(listHelplines, {});
  const ids = lines.map(({ id }) => id);
  if (canOfferSelfCheck(defaultPathway, packOfFrance, ids)) return page(lines);
  const { t } = context;
  return {
    title: t("page.selfCheck.title"),
    status: 404,
    main: (
      <div className="column">
        <h1>{t("page.selfCheck.title")}</h1>
        <p className="lead">{t("page.selfCheck.notOffered")}</p>
        <Helplines lines={lines} />
      </div>
    ),
  };
}
