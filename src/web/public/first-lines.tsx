import { listHelplines, type Helpline } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { PageContext } from "../page.ts";
import { Helplines } from "../ui/helplines.tsx";

/** The lines of some ids, in their order; those that may not be shown are left out. */
export async function linesOf(
  { call }: Pick<PageContext, "call">,
  ids: readonly string[],
): Promise<readonly Helpline[]> {
  if (ids.length === 0) return [];
  const { lines } = await call(listHelplines, {});
  return ids.flatMap((id) => lines.find((line) => line.id === id) ?? []);
}

/** Whom to call before any list, when the words speak of danger or distress. Nothing without lines. */
export function FirstLines({ lines }: { readonly lines: readonly Helpline[] }): ReactNode {
  const { t } = usePage();
  if (lines.length === 0) return null;
  return (
    <section className="card" aria-labelledby="first-lines">
      <h2 id="first-lines">{t("page.lines.first")}</h2>
      <p>{t("page.lines.firstLead")}</p>
      <Helplines lines={lines} />
    </section>
  );
}
