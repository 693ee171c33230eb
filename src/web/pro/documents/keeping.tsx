import { localDateAt, type OutputOf, type PersonId } from "#base";
import { documentKeeping } from "#pathway";
import { keepDocumentLonger, showDocument, type listDocuments } from "#pathway/actions";
import type { ReactNode } from "react";
import { timeZone } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ActButton } from "../act-button.tsx";

/** What {@link Keeping} and {@link Showing} are given. */
export interface OfDocumentProps {
  readonly personId: PersonId;
  readonly document: OutputOf<typeof listDocuments>["documents"][number];
  /** Words that tell the document apart from the others. */
  readonly about: string;
}

/** Until when a document is kept, and keeping it longer. */
export function Keeping({ personId, document, about }: OfDocumentProps): ReactNode {
  const { t, format } = usePage();
  const { id, keeping } = document;
  if (keeping === null) return null;
  const until = t("pro.documents.until", {
    day: format.day(localDateAt(keeping.until, timeZone), { withoutWeekday: true }),
  });
  return (
    <>
      {keeping.isEnding ? (
        <Notice>
          <p>{until}</p>
          <p>{t("pro.documents.ending")}</p>
        </Notice>
      ) : (
        <p className="quiet">{until}</p>
      )}
      {keeping.longer === null ? null : (
        <p className="quiet">
          {t("pro.documents.longer.kept", {
            name: keeping.longer.by ?? t("pro.documents.closed"),
            reason: t(`code.${documentKeeping.name}.${keeping.longer.reason}`),
          })}
        </p>
      )}
      <FoldedForm
        summary={
          <>
            {t("pro.documents.longer")}
            <span className="visually-hidden"> {about}</span>
          </>
        }
        action={keepDocumentLonger}
        isOwn={({ values }) => values["documentId"]?.[0] === id}
      >
        <ActionForm
          action={keepDocumentLonger}
          id={`keep-${id}`}
          params={{ personId, documentId: id }}
          fields={[
            {
              name: "reason",
              label: t("pro.documents.longer.why"),
              hint: t("pro.documents.longer.hint"),
              control: "radios",
              choices: documentKeeping.codes.map((code) => ({
                value: code,
                label: t(`code.${documentKeeping.name}.${code}`),
              })),
            },
          ]}
          submit={t("pro.documents.longer.submit")}
          tone="quiet"
        />
      </FoldedForm>
    </>
  );
}

/** Whether the person sees a document on their own page, and deciding on it with them. */
export function Showing({ personId, document, about }: OfDocumentProps): ReactNode {
  const { t } = usePage();
  const { id, isOnOwnPage } = document;
  return (
    <>
      <p className="quiet">{t(isOnOwnPage ? "pro.documents.shown" : "pro.documents.notShown")}</p>
      <ActButton
        action={showDocument}
        params={{ personId, documentId: id }}
        values={{ isShown: String(!isOnOwnPage) }}
        label={t(isOnOwnPage ? "pro.documents.hide" : "pro.documents.show")}
        about={about}
      />
    </>
  );
}
