import type { ReactNode } from "react";
import { assets } from "../../assets.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { safeJson } from "../../safe-json.ts";
import { MapForm } from "../map-form.tsx";
import { Comparing, Keeping } from "../map-keeping.tsx";
import { MapSheet } from "../map-sheet.tsx";
import { MapWorkshop } from "../map-workshop.tsx";
import { networkWords } from "../network-words.ts";

/**
 * `/carte-relationnelle`: one's own ties, drawn on one's own device. Nothing is sent; without JavaScript the page is a
 * sheet to print.
 */
export const networkMap: PageDefinition = {
  path: "/carte-relationnelle",
  part: "directory",
  open: ({ t }) => ({
    title: t("page.network.tab"),
    description: t("page.network.description"),
    isPublic: true,
    main: <NetworkMap />,
  }),
};

function NetworkMap(): ReactNode {
  const { t, locale } = usePage();
  return (
    <div className="network-page">
      <h1>{t("page.network.title")}</h1>
      <p className="lead not-printed">{t("page.network.lead")}</p>
      <div data-network hidden>
        <SavedHere />
        <div className="network-columns">
          <MapForm />
          <MapWorkshop>
            <Keeping />
            <Comparing />
          </MapWorkshop>
        </div>
      </div>
      <MapSheet />
      <script
        type="application/json"
        id="network-words"
        dangerouslySetInnerHTML={{ __html: safeJson(networkWords(locale, t)) }}
      />
      <script type="module" src={assets["network-map"]} />
    </div>
  );
}

/** Offered when a map is kept on the device; never opened unasked, for somebody else may be looking. */
function SavedHere(): ReactNode {
  const { t } = usePage();
  return (
    <div className="notice not-printed" data-saved hidden>
      <p data-saved-text />
      <p className="network-actions">
        <button type="button" className="button button-quiet" data-do="resume">
          {t("page.network.resume")}
        </button>
        <button type="button" className="button button-danger" data-do="erase">
          {t("page.network.erase")}
        </button>
      </p>
    </div>
  );
}
