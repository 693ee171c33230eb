import type { Offer } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext } from "../../page.ts";
import { readablePhone } from "../../ui/contact.tsx";
import { freshnessOf } from "../../ui/freshness.ts";
import { addressLine } from "../../ui/offer-card.tsx";
import { nextOpeningInWords } from "../../ui/offer-in-words.ts";
import { costInWords, roomInWords } from "../../ui/taking-part-in-words.ts";

/** What a {@link SpokenCard} is given. */
export interface SpokenCardProps {
  readonly offer: Offer;
  readonly distanceMetres: number | null;
  /** The key that chooses it. */
  readonly number: number;
  readonly isKept: boolean;
  /** Puts it on the list of whoever called, or takes it away. */
  readonly to: string;
}

/** An offer as one reads it aloud: short sentences in the order in which one asks for them. */
export function SpokenCard({ offer, distanceMetres, number, isKept, to }: SpokenCardProps): ReactNode {
  const page = usePage();
  const { t, href } = page;
  return (
    <li className="spoken-card" tabIndex={-1}>
      <h3>
        <kbd aria-hidden="true">{number}</kbd> <a href={href(`/lieu/${offer.id}`)}>{offer.name}</a>
      </h3>
      {sentencesOf(page, offer, distanceMetres).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p>
        <a className={isKept ? "chip chip-on" : "chip"} href={to} data-telephone-choice>
          {t(isKept ? "pro.telephone.takeAway" : "pro.telephone.add")}
          <span className="visually-hidden"> {offer.name}</span>
        </a>
      </p>
    </li>
  );
}

/** What, where, when next open, what it costs, whom to ask for; and what is not sure. */
function sentencesOf(page: PageContext, offer: Offer, distanceMetres: number | null): readonly string[] {
  const { t, format } = page;
  const summary = firstSentence(offer.summary ?? offer.description);
  const room = roomInWords(page, offer);
  const isOld = freshnessOf(page, offer.confirmedOn).isOld;
  return [
    t("pro.telephone.what", { kind: t(`code.offerKind.${offer.kind}`) }) +
      (summary === "" ? "" : ` ${summary}`),
    distanceMetres === null
      ? t("pro.telephone.where", { address: addressLine(offer) })
      : t("pro.telephone.whereAt", {
          address: addressLine(offer),
          distance: format.distance(distanceMetres),
        }),
    t("pro.telephone.when", { hours: nextOpeningInWords(page, offer) }),
    offer.frais.length === 0 && offer.takingPart.price === null
      ? t("pro.telephone.costUnknown")
      : t("pro.telephone.cost", { cost: costInWords(page, offer) }),
    ...(room === null ? [] : [t("pro.telephone.room", { room })]),
    offer.welcome ?? t("pro.telephone.ask", { organisation: offer.organizationName ?? offer.name }),
    ...(offer.phone ? [t("pro.telephone.phone", { phone: readablePhone(offer.phone) })] : []),
    ...(isOld ? [t("pro.telephone.old")] : []),
  ];
}

/** Most letters of a sentence that one reads aloud in a breath. */
const breath = 160;

function firstSentence(text: string | null): string {
  const first = /^[^.!?\n]+[.!?]?/.exec(text?.trim() ?? "")?.[0].trim() ?? "";
  return first.length <= breath ? first : "";
}
