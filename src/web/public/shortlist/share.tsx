import { writeShortlist } from "#directory";
import { shortlistPath } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";

/** Sending the list on by a link that holds ids alone, and printing it. */
export function ShareShortlist({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const { t, href, baseUrl } = usePage();
  const query = { liste: writeShortlist(ids) };
  const address = baseUrl + href(shortlistPath, query);
  const words = encodeURIComponent(t("page.shortlist.message", { address }));
  const subject = encodeURIComponent(t("page.shortlist.subject"));
  const sheet = `${shortlistPath}/feuille`;
  return (
    <section className="not-printed" aria-labelledby="share">
      <h2 id="share">{t("page.shortlist.share")}</h2>
      <p>{t("page.shortlist.shareLead")}</p>
      <p className="field">
        <label htmlFor="share-link">{t("page.shortlist.link")}</label>
        <input className="control" id="share-link" type="text" dir="ltr" readOnly value={address} />
      </p>
      <p className="act-row">
        <a className="button button-quiet" href={`mailto:?subject=${subject}&body=${words}`}>
          {t("page.shortlist.byMail")}
        </a>
        <a className="button button-quiet" href={`sms:?&body=${words}`}>
          {t("page.shortlist.bySms")}
        </a>
      </p>
      <h2>{t("page.shortlist.print")}</h2>
      <p className="act-row">
        <button type="button" className="button button-quiet" data-island="print" data-needs-script hidden>
          {t("page.shortlist.printPage")}
        </button>
        <a className="button button-quiet" href={href(sheet, query)} type="application/pdf">
          {t("page.shortlist.sheet")}
        </a>
        <a className="button button-quiet" href={href(sheet, { ...query, grand: 1 })} type="application/pdf">
          {t("page.shortlist.sheetLarge")}
        </a>
      </p>
    </section>
  );
}
