import type { OutputOf } from "#base";
import { documentKind } from "#pathway";
import type { readOwnPage } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** The documents that it was decided with the person to show here; nothing says that there are others. */
export function OwnDocuments({
  own: { documents },
}: {
  readonly own: Pick<OutputOf<typeof readOwnPage>, "documents">;
}): ReactNode {
  const { t, href, format } = usePage();
  if (documents.length === 0) return null;
  return (
    <section aria-labelledby="documents">
      <h2 id="documents">{t("page.own.documents")}</h2>
      <p>{t("page.own.documents.lead")}</p>
      <ul className="offers">
        {documents.map(({ id, kind, day, label, mediaType, size }) => {
          const kindInWords = t(`code.${documentKind.name}.${kind}`);
          const dayInWords = format.day(day, { withoutWeekday: true });
          return (
            <li key={id} className="offer offer-line">
              <h3 className="offer-name" dir={label === null ? undefined : "auto"}>
                {label ?? kindInWords}
              </h3>
              <p>
                {label === null
                  ? dayInWords
                  : t("page.own.documents.about", { kind: kindInWords, day: dayInWords })}
              </p>
              <p>
                <a className="button button-quiet" href={href("/r/moi/document", { documentId: id })}>
                  {t("page.own.documents.download", {
                    kind: t(
                      mediaType === "application/pdf"
                        ? "page.own.documents.pdf"
                        : "page.own.documents.picture",
                    ),
                    kilobytes: Math.max(1, Math.round(size / 1000)),
                  })}
                  <span className="visually-hidden">
                    {" "}
                    {t("page.own.documents.about", { kind: kindInWords, day: dayInWords })}
                  </span>
                </a>
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
