import { localDateAt, type OutputOf, type PersonId } from "#base";
import { documentKind, documentRemoval, type Person } from "#pathway";
import { listDocuments, readFile, removeDocument, showDocument } from "#pathway/actions";
import type { ReactNode } from "react";
import { timeZone } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import { PersonTrail } from "../person-trail.tsx";
import { Refused } from "../refused.tsx";
import { BringDocument } from "./bring-document.tsx";
import { Keeping, Showing } from "./keeping.tsx";

type Listed = OutputOf<typeof listDocuments>;
type Document = Listed["documents"][number];

/** `/pro/personnes/:personId/documents`: the documents of a file, bringing one, removing one. */
export const documentsPage: PageDefinition = {
  path: "/pro/personnes/:personId/documents",
  part: "persons",
  open: async ({ t, call, params }) => {
    const personId = params["personId"] ?? "";
    const [file, listed] = await Promise.all([
      call(readFile, { personId }),
      call(listDocuments, { personId }),
    ]);
    return { title: t("pro.documents.title"), main: <Documents file={file} listed={listed} /> };
  },
};

function Documents({ file, listed }: { readonly file: Person; readonly listed: Listed }): ReactNode {
  const { t } = usePage();
  const there = listed.documents.filter(({ removed }) => removed === null);
  const gone = listed.documents.filter(({ removed }) => removed !== null);
  return (
    <div className="column">
      <PersonTrail personId={file.id} givenNames={file.givenNames} />
      <h1>{t("pro.documents.heading", { name: file.givenNames })}</h1>
      <p className="lead">{t("pro.documents.lead")}</p>
      <Refused actions={[showDocument]} />
      <section aria-labelledby="kept">
        <h2 id="kept">{t("pro.documents.kept")}</h2>
        {there.length === 0 ? <p>{t("pro.documents.none")}</p> : null}
        <ul className="offers" id="documents">
          {there.map((document) => (
            <Line key={document.id} personId={file.id} document={document} />
          ))}
        </ul>
      </section>
      <section aria-labelledby="bring">
        <h2 id="bring">{t("pro.documents.bring")}</h2>
        {listed.mayAdd ? <BringDocument personId={file.id} /> : <p>{t("pro.documents.full")}</p>}
      </section>
      {gone.length === 0 ? null : (
        <details className="disclosure">
          <summary>{t("pro.documents.gone", { count: gone.length })}</summary>
          <ul>
            {gone.map((document) => (
              <Gone key={document.id} document={document} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Line({
  personId,
  document,
}: {
  readonly personId: PersonId;
  readonly document: Document;
}): ReactNode {
  const { t, href, format } = usePage();
  const { id, kind, day, label, mediaType, size, broughtAt, broughtBy } = document;
  const kindInWords = t(`code.${documentKind.name}.${kind}`);
  const dayInWords = format.day(day, { withoutWeekday: true });
  const about = t("pro.documents.about", { kind: kindInWords, day: dayInWords });
  return (
    <li className="offer offer-line">
      <h3 className="offer-name" dir={label === null ? undefined : "auto"}>
        {label ?? kindInWords}
      </h3>
      <p>{about}</p>
      <p className="quiet">
        {t("pro.documents.brought", {
          name: broughtBy ?? t("pro.documents.closed"),
          day: format.day(localDateAt(broughtAt, timeZone), { withoutWeekday: true }),
        })}
      </p>
      <p>
        <a href={href("/pro/personnes/document", { personId, documentId: id })}>
          {t("pro.documents.download", {
            kind: t(mediaType === "application/pdf" ? "pro.documents.pdf" : "pro.documents.picture"),
            kilobytes: Math.max(1, Math.round(size / 1000)),
          })}
          <span className="visually-hidden"> {about}</span>
        </a>
      </p>
      <Keeping personId={personId} document={document} about={about} />
      <Showing personId={personId} document={document} about={about} />
      <FoldedForm
        summary={
          <>
            {t("pro.documents.remove")}
            <span className="visually-hidden"> {about}</span>
          </>
        }
        action={removeDocument}
        isOwn={({ values }) => values["documentId"]?.[0] === id}
      >
        <ActionForm
          action={removeDocument}
          id={`remove-${id}`}
          params={{ personId, documentId: id }}
          fields={[
            {
              name: "reason",
              label: t("pro.documents.why"),
              hint: t("pro.documents.why.hint"),
              control: "radios",
              choices: documentRemoval.codes
                .filter((code) => code !== "time-over")
                .map((code) => ({ value: code, label: t(`code.${documentRemoval.name}.${code}`) })),
            },
          ]}
          submit={t("pro.documents.remove.submit")}
          tone="danger"
        />
      </FoldedForm>
    </li>
  );
}

/** What stays of a document that was removed. */
function Gone({ document }: { readonly document: Document }): ReactNode {
  const { t, format } = usePage();
  const { kind, day, removed } = document;
  if (removed === null) return null;
  const dayRemoved = format.day(localDateAt(removed.at, timeZone), { withoutWeekday: true });
  return (
    <li>
      {t("pro.documents.about", {
        kind: t(`code.${documentKind.name}.${kind}`),
        day: format.day(day, { withoutWeekday: true }),
      })}
      {" · "}
      {removed.reason === "time-over"
        ? t("pro.documents.timeOver", { day: dayRemoved })
        : t("pro.documents.removed", {
            name: removed.by ?? t("pro.documents.closed"),
            day: dayRemoved,
            reason: t(`code.${documentRemoval.name}.${removed.reason}`),
          })}
    </li>
  );
}
