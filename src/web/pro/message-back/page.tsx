import { readMessageBack } from "#pathway/actions";
import { Fragment, type ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { PersonTrail } from "../person-trail.tsx";
import { backSheet, fromOf, linesOf, type Back } from "./back-sheet.ts";

/** `/pro/orientations/:referralId/retour`: one page for whoever referred, to print or to copy as text. */
export const messageBackPage: PageDefinition = {
  path: "/pro/orientations/:referralId/retour",
  part: "persons",
  open: async ({ t, call, params }) => {
    const back = await call(readMessageBack, { referralId: params["referralId"] ?? "" });
    return { title: t("pro.back.title"), main: <MessageBack back={back} /> };
  },
};

/** `/pro/orientations/:referralId/retour.pdf`: the same page as a tagged file, for secure health mail or paper; none in Arabic, which no professional screen speaks. */
export const messageBackFilePage: PageDefinition = {
  path: "/pro/orientations/:referralId/retour.pdf",
  part: "persons",
  open: async (context) => {
    const { t, call, params } = context;
    const back = await call(readMessageBack, { referralId: params["referralId"] ?? "" });
    const sheet = backSheet(context, back);
    return sheet === null
      ? { title: t("pro.back.title"), status: 404, main: <MessageBack back={back} /> }
      : { sheet };
  },
};

function MessageBack({ back }: { readonly back: Back }): ReactNode {
  const page = usePage();
  const { t, href, locale } = page;
  const lines = linesOf(page, back);
  const from = fromOf(page, back);
  const text = [
    t("pro.back.title"),
    from,
    ...lines.map(({ label, value }) => t("pro.back.line", { label, value })),
  ].join("\n");
  return (
    <div className="column">
      <PersonTrail personId={back.personId} givenNames={back.givenNames} />
      <h1>{t("pro.back.title")}</h1>
      <p className="lead">{from}</p>
      <dl className="facts facts-wide">
        {lines.map(({ label, value }) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd dir="auto">{value}</dd>
          </Fragment>
        ))}
      </dl>
      <p className="not-printed">
        <button type="button" className="button button-quiet" data-island="print" data-needs-script hidden>
          {t("pro.read.print")}
        </button>
        {locale === "ar" ? null : (
          <a
            className="button button-quiet"
            href={href(`/pro/orientations/${back.referralId}/retour.pdf`)}
            type="application/pdf"
          >
            {t("pro.back.pdf")}
          </a>
        )}
      </p>
      <div className="field not-printed">
        <label htmlFor="text">{t("pro.back.text")}</label>
        <p className="hint" id="text-hint">
          {t("pro.back.text.hint")}
        </p>
        <textarea
          id="text"
          className="control"
          rows={12}
          readOnly
          defaultValue={text}
          aria-describedby="text-hint"
        />
      </div>
    </div>
  );
}
