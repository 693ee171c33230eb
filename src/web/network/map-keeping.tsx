import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** What one may do with a map on one's own device: keep, print, erase. */
export function Keeping(): ReactNode {
  const { t } = usePage();
  return (
    <section className="not-printed" aria-labelledby="network-keep" data-keep hidden>
      <h2 id="network-keep">{t("page.network.keep.title")}</h2>
      <p>{t("page.network.keep.text")}</p>
      <p className="network-actions">
        <button type="button" className="button button-quiet" data-do="save">
          {t("page.network.keep.save")}
        </button>
        <button type="button" className="button button-quiet" data-do="download">
          {t("page.network.keep.download")}
        </button>
        <button type="button" className="button button-quiet" data-do="print">
          {t("page.network.keep.print")}
        </button>
        <button type="button" className="button button-danger" data-do="erase">
          {t("page.network.erase")}
        </button>
      </p>
      <output className="network-status" data-status="keep" />
    </section>
  );
}

/** A map of an earlier day, from a file or kept on the device, and what changed. */
export function Comparing(): ReactNode {
  const { t } = usePage();
  return (
    <section className="not-printed" aria-labelledby="network-compare">
      <h2 id="network-compare">{t("page.network.compare.title")}</h2>
      <p>{t("page.network.compare.text")}</p>
      <div className="field">
        <label htmlFor="network-file">{t("page.network.compare.file")}</label>
        <input className="control" type="file" id="network-file" accept=".json,application/json" data-file />
        <output className="network-status" data-status="file" />
      </div>
      <div data-earlier hidden>
        <div className="field">
          <label htmlFor="network-earlier" id="network-earlier-label">
            {t("page.network.compare.with")}
          </label>
          <select
            className="control"
            id="network-earlier"
            aria-labelledby="network-earlier-label"
            data-earlier-maps
          />
        </div>
        <div data-comparison aria-live="polite" />
      </div>
    </section>
  );
}
