import type { Id } from "#base";
import { withEntryMoved, withoutEntry, writeShortlist } from "#directory";
import { shortlistPath, type Offer, type ShortlistEntry } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ContactLinks } from "../../ui/contact.tsx";
import { addressLine, FreshnessLine } from "../../ui/offer-card.tsx";
import { hoursInWords, nextOpeningInWords } from "../../ui/offer-in-words.ts";
import { costInWords, publicsInWords } from "../../ui/taking-part-in-words.ts";
import { OpeningLine } from "../../ui/opening-line.tsx";
import { Original } from "../../ui/original.tsx";
import { AddressCode } from "../../ui/printed-code.tsx";

/** What a {@link ListedEntry} is given. */
export interface ListedEntryProps {
  readonly entry: ShortlistEntry;
  /** Its place in the list, from 0. */
  readonly position: number;
  readonly ids: readonly Id<"offer">[];
  readonly town: string | null;
}

/** One entry of a shortlist: the same facts in the same rows as its neighbours; what closed since is said so. */
export function ListedEntry(props: ListedEntryProps): ReactNode {
  const { entry, position } = props;
  return (
    <li className="listed-entry" id={`fiche-${position + 1}`}>
      {entry.offer === null ? <Gone entry={entry} /> : <Facts offer={entry.offer} ids={props.ids} />}
      <Order {...props} />
    </li>
  );
}

function Gone({ entry }: { readonly entry: ShortlistEntry }): ReactNode {
  const { t, format } = usePage();
  const { closed } = entry;
  if (closed === null) return <p className="listed-gone">{t("page.shortlist.unknown")}</p>;
  return (
    <>
      <h2>
        <Original>{closed.name}</Original>
      </h2>
      <p className="listed-gone">
        <strong>
          {t("page.shortlist.closed", { date: format.day(closed.on, { withoutWeekday: true }) })}
        </strong>{" "}
        <Original>{closed.city}</Original>
      </p>
    </>
  );
}

function Facts({ offer, ids }: { readonly offer: Offer; readonly ids: readonly string[] }): ReactNode {
  const page = usePage();
  const { t, href, baseUrl } = page;
  const hours = hoursInWords(page, offer);
  const path = `/lieu/${offer.id}`;
  return (
    <>
      <header>
        <p className="offer-kind">{t(`code.offerKind.${offer.kind}`)}</p>
        <h2>
          <a href={href(path, { liste: writeShortlist(ids) })}>
            <Original>{offer.name}</Original>
          </a>
        </h2>
        <OpeningLine offer={offer} />
      </header>
      <Fact label={t("page.shortlist.where")}>
        <p>
          <Original>{addressLine(offer)}</Original>
        </p>
      </Fact>
      <Fact label={t("page.shortlist.when")}>
        {hours.length === 0 ? (
          <p>{nextOpeningInWords(page, offer)}</p>
        ) : (
          <ul>
            {hours.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </Fact>
      <Fact label={t("page.offer.cost")}>
        <p>{costInWords(page, offer)}</p>
      </Fact>
      <Fact label={t("page.offer.whom")}>
        <p>{publicsInWords(page, offer)}</p>
      </Fact>
      <Fact label={t("page.offer.reach")}>
        <ContactLinks contact={offer} name={offer.name} />
        {offer.welcome ? (
          <p>
            <Original>{offer.welcome}</Original>
          </p>
        ) : null}
        <FreshnessLine offer={offer} />
        <AddressCode address={baseUrl + href(path)} />
      </Fact>
    </>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="listed-fact">
      <h3>{label}</h3>
      {children}
    </div>
  );
}

/** Moving the entry by one place, and taking it away: links to the changed list, with the way back. */
function Order({ entry, position, ids, town }: ListedEntryProps): ReactNode {
  const { t, href } = usePage();
  const name = entry.offer?.name ?? entry.closed?.name ?? String(position + 1);
  const about = <span className="visually-hidden"> {name}</span>;
  const to = (changed: readonly string[], isUndone: boolean): string =>
    href(shortlistPath, {
      liste: writeShortlist(changed),
      avant: isUndone ? writeShortlist(ids) : null,
      town,
    });
  return (
    <p className="listed-order not-printed">
      {position > 0 ? (
        <a href={`${to(withEntryMoved(ids, entry.id, -1), false)}#fiche-${position}`} rel="nofollow">
          {t("page.shortlist.earlier")}
          {about}
        </a>
      ) : null}
      {position < ids.length - 1 ? (
        <a href={`${to(withEntryMoved(ids, entry.id, 1), false)}#fiche-${position + 2}`} rel="nofollow">
          {t("page.shortlist.later")}
          {about}
        </a>
      ) : null}
      <a href={to(withoutEntry(ids, entry.id), true)} rel="nofollow">
        {t("page.shortlist.takeAway")}
        {about}
      </a>
    </p>
  );
}
