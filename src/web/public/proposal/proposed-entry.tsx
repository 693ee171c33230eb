import type { ShownProposal } from "#exchange/actions";
import { Fragment, type ReactNode } from "react";
import { usePage } from "../../context.ts";
import { readablePhone } from "../../ui/contact.tsx";
import { Original, OriginalText } from "../../ui/original.tsx";
import { publicsInWords, takingPartInWords } from "../../ui/taking-part-in-words.ts";

/** A proposed entry as everybody will see it, its hours in words. */
export function ProposedEntry({
  entry,
  heading: Heading,
}: {
  readonly entry: ShownProposal;
  readonly heading: "h2" | "h3";
}): ReactNode {
  const page = usePage();
  const { t } = page;
  const told = [
    ...(entry.publics.length === 0
      ? []
      : [{ label: t("page.offer.whom"), told: [publicsInWords(page, entry)] }]),
    ...takingPartInWords(page, entry),
  ];
  const town = [entry.postcode, entry.city].filter(Boolean).join(" ");
  return (
    <article className="card">
      <p className="offer-kind">{t(`code.offerKind.${entry.kind}`)}</p>
      <Heading>
        <Original>{entry.name}</Original>
      </Heading>
      {entry.organizationName === entry.name ? null : (
        <p>
          <Original>{entry.organizationName}</Original>
        </p>
      )}
      <p className="tags">{entry.categories.map((code) => t(`page.way.${code}`)).join(" · ")}</p>
      <OriginalText>{entry.description}</OriginalText>
      <p>
        <Original>{[entry.street, town].filter(Boolean).join(", ")}</Original>
      </p>
      {entry.positionPrecision === null ? null : (
        <p className="quiet">
          {t("page.propose.onMap", { where: t(`code.positionPrecision.${entry.positionPrecision}`) })}
        </p>
      )}
      <Hours entry={entry} />
      <p>
        {entry.frais.length === 0
          ? t("page.offer.costUnknown")
          : entry.frais.map((code) => t(`code.frais.${code}`)).join(" · ")}
      </p>
      {entry.welcome === null ? null : (
        <p>
          <strong>{t("page.offer.welcome")}</strong> <Original>{entry.welcome}</Original>
        </p>
      )}
      {told.length === 0 ? null : (
        <dl className="facts">
          {told.map(({ label, told: words }) => (
            <Fragment key={label}>
              <dt>{label}</dt>
              <dd>{words.join(" · ")}</dd>
            </Fragment>
          ))}
        </dl>
      )}
      <ul>
        {entry.phone === null ? null : (
          <li>
            <bdi dir="ltr">{readablePhone(entry.phone)}</bdi>
          </li>
        )}
        {[entry.email, entry.website].map((text) =>
          text === null ? null : (
            <li key={text}>
              <bdi dir="ltr">{text}</bdi>
            </li>
          ),
        )}
      </ul>
    </article>
  );
}

/** What the hours mean: every open day of the next seven. */
function Hours({ entry }: { readonly entry: ShownProposal }): ReactNode {
  const { t, format } = usePage();
  const open = entry.week.filter(({ intervals }) => intervals.length > 0);
  if (open.length === 0) return <p>{t("page.opening.unknown")}</p>;
  return (
    <ul>
      {open.map(({ date, intervals }) => (
        <li key={date}>
          {t("page.shortlist.dayHours", {
            day: format.weekday(date),
            hours: intervals
              .map(({ from, to }) =>
                t("page.offer.interval", { from: format.time(from), to: format.time(to) }),
              )
              .join(t("page.offer.separator")),
          })}
        </li>
      ))}
    </ul>
  );
}
