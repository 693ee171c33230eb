import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";

/** `/orienter/note/:reference`: the request is with the team; its reference, to print or to note, and nothing about anybody. */
export const referNotedPage: PageDefinition = {
  path: "/orienter/note/:reference",
  part: "persons",
  open: ({ t, params }) => ({
    title: t("page.refer.title"),
    status: /^[0-9A-Z]{6}$/.test(params["reference"] ?? "") ? 200 : 404,
    main: <Noted reference={params["reference"] ?? ""} />,
  }),
};

function Noted({ reference }: { readonly reference: string }): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="step">
      <h1>{t("page.callBack.noted")}</h1>
      <p className="lead">
        {t("page.refer.reference")} <strong>{/^[0-9A-Z]{6}$/.test(reference) ? reference : "–"}</strong>
      </p>
      <p>{t("page.refer.noted")}</p>
      <p>{t("page.callBack.night")}</p>
      <p className="not-printed">
        <button type="button" className="button button-quiet" data-island="print" data-needs-script hidden>
          {t("pro.read.print")}
        </button>
        <a className="button button-quiet" href={href("/orienter")}>
          {t("page.refer.another")}
        </a>
      </p>
    </div>
  );
}
