import { visitReportReason } from "#pathway";
import { reportVisit } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";

/** `/r/visite/:card`: says without account that something is wrong with a visit. Opening it changes nothing and asks nothing. */
export const visitReportPage: PageDefinition = {
  path: "/r/visite/:card",
  part: "persons",
  open: ({ t, params }) => ({
    title: t("page.answer.title"),
    main: <Report card={params["card"] ?? ""} />,
  }),
};

/** `/r/visite/merci`: it was sent. */
export const visitReportedPage: PageDefinition = {
  path: "/r/visite/merci",
  part: "persons",
  open: ({ t }) => ({ title: t("page.answer.title"), main: <Thanks /> }),
};

function Report({ card }: { readonly card: string }): ReactNode {
  const { t } = usePage();
  return (
    <div className="column answer">
      <h1>{t("page.visitReport.title")}</h1>
      <p className="lead">{t("page.visitReport.lead")}</p>
      <Notice tone="danger">{t("page.visitReport.danger")}</Notice>
      <ActionForm
        action={reportVisit}
        params={{ card }}
        submit={t("page.visitReport.submit")}
        fields={[
          {
            name: "reason",
            label: t("page.visitReport.reason"),
            choices: visitReportReason.codes.map((value) => ({
              value,
              label: t(`code.${visitReportReason.name}.${value}`),
            })),
          },
          { name: "words", label: t("page.visitReport.words"), control: "textarea" },
        ]}
      />
    </div>
  );
}

function Thanks(): ReactNode {
  const { t } = usePage();
  return (
    <div className="column answer">
      <h1>{t("page.visitReport.thanks")}</h1>
      <p className="lead">{t("page.visitReport.next")}</p>
      <p>{t("page.visitReport.danger")}</p>
    </div>
  );
}
