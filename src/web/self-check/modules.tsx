import { modulesFor, type AgeBand } from "#pathway";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** Links to what may also be part of one's life, by age; nobody has to open any. */
export function Modules({ age }: { readonly age: AgeBand | null }): ReactNode {
  const { t, href } = usePage();
  return (
    <section aria-labelledby="modules" className="not-printed">
      <h2 id="modules">{t("page.module.title")}</h2>
      <ul className="widen">
        {modulesFor(age).map(({ id }) => (
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
