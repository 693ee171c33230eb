import { reportReason } from "#exchange";
import { reportEntry } from "#exchange/actions";
import { readOffer, type Offer } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Original } from "../../ui/original.tsx";
import { Trap } from "../trap.tsx";

/** `/lieu/:offerId/signaler`: says what is wrong in an entry, without account. */
export const report: PageDefinition = {
  path: "/lieu/:offerId/signaler",
  part: "directory",
  open: async ({ params, call, t }) => {
    const offer = await call(readOffer, { offerId: params["offerId"] ?? "" });
    return { title: t("page.report.title"), main: <Report offer={offer} /> };
  },
};

/** `/lieu/:offerId/signaler/merci`: it is noted. */
export const reported: PageDefinition = {
  path: "/lieu/:offerId/signaler/merci",
  part: "directory",
  open: async ({ params, call, t }) => {
    const offer = await call(readOffer, { offerId: params["offerId"] ?? "" });
    return { title: t("page.report.title"), main: <Thanks offer={offer} /> };
  },
};

function Report({ offer }: { readonly offer: Offer }): ReactNode {
  const { t, locale } = usePage();
  return (
    <div className="column">
      <h1>{t("page.report.heading")}</h1>
      <p>{t("page.report.about", { name: offer.name, town: offer.city })}</p>
      <ActionForm
        action={reportEntry}
        params={{ offerId: offer.id }}
        submit={t("page.report.submit")}
        fields={[
          { name: "locale", label: "", control: "hidden", value: locale },
          {
            name: "reason",
            label: t("page.report.reason"),
            control: "radios",
            choices: reportReason.codes.map((value) => ({ value, label: t(`code.reportReason.${value}`) })),
          },
          {
            name: "words",
            label: t("page.report.words"),
            hint: t("page.report.words.hint"),
            control: "textarea",
          },
          {
            name: "contact",
            label: t("page.report.contact"),
            hint: t("page.report.contact.hint"),
            autocomplete: "email",
          },
        ]}
      >
        <Trap />
      </ActionForm>
      <p className="quiet">{t("page.report.urgent")}</p>
    </div>
  );
}

function Thanks({ offer }: { readonly offer: Offer }): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{t("page.report.thanks")}</h1>
      <p className="lead">{t("page.report.thanks.lead")}</p>
      <p>
        <a className="more" href={href(`/lieu/${offer.id}`)}>
          {t("page.report.back")}
          <span className="visually-hidden">
            {" : "}
            <Original>{offer.name}</Original>
          </span>
        </a>
      </p>
    </div>
  );
}
