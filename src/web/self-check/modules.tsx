import { modulesFor, type AgeBand } from "#pathway";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** Links to what may also be part of one's life, by age; nobody has to open any. */
export function Modules({
  age,
  offered,
}: {
  readonly age: AgeBand | null;
  /** Ids of the situations that the territory shows, in its order. */
  readonly offered: readonly string[];
}): ReactNode {
  const { t, href } = usePage();
  const shown = modulesFor(age)
    .filter(({ id }) => offered.includes(id))
    .toSorted((a, b) => offered.indexOf(a.id) - offered.indexOf(b.id));
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="modules" className="not-printed">
      <h2 id="modules">{t("page.module.title")}</h2>
      <ul className="widen">
        {shown.map(({ id }) => (
          <li key={id}>
            <a className="button button-quiet" href={href(`/faire-le-point/situation/${id}`)}>
              {t(`page.module.${id}.link`)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
