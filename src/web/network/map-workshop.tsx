import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { ScrollArea } from "./scroll-area.tsx";

/** What is there once somebody is on the map: picture, table, sentences, then what one may do with them. */
export function MapWorkshop({ children }: { readonly children: ReactNode }): ReactNode {
  const { t } = usePage();
  return (
    <div className="network-workshop">
      <div data-map hidden>
        <figure className="network-figure">
          <ScrollArea labelledBy="network-picture">
            <div data-picture />
          </ScrollArea>
          <figcaption className="quiet not-printed">
            <strong id="network-picture">{t("page.network.picture")}</strong> {t("page.network.drag")}
          </figcaption>
          <ul className="network-legend" data-legend />
        </figure>
        <h2 id="network-people">{t("page.network.people")}</h2>
        <table className="network-table network-people" aria-labelledby="network-people">
          <thead>
            <tr>
              <th scope="col">{t("page.network.column.name")}</th>
              <th scope="col">{t("page.network.column.circle")}</th>
            </tr>
          </thead>
          <tbody data-people />
        </table>
        <div data-remembered hidden>
          <h3>{t("page.network.rememberedLabel")}</h3>
          <ul className="plain" data-remembered-list />
        </div>
        <WhoKnowsWhom />
        <section aria-labelledby="network-summary">
          <h2 id="network-summary">{t("page.network.summary")}</h2>
          <ul data-summary />
          <p className="quiet">{t("page.network.noTarget")}</p>
        </section>
      </div>
      {children}
    </div>
  );
}

function WhoKnowsWhom(): ReactNode {
  const { t } = usePage();
  return (
    <details className="disclosure not-printed" data-knows hidden>
      <summary>{t("page.network.knows.title")}</summary>
      <p className="quiet">{t("page.network.knows.hint")}</p>
      <div className="field">
        <label htmlFor="network-knows" id="network-knows-label">
          {t("page.network.knows.whom")}
        </label>
        <select
          className="control"
          id="network-knows"
          aria-labelledby="network-knows-label"
          data-knows-whom
        />
      </div>
      <fieldset className="field" data-knows-others />
    </details>
  );
}
