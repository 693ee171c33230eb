import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** What one can reach somebody by; null where nothing is published. */
export interface Contact {
  readonly phone: string | null;
  readonly email: string | null;
  readonly website: string | null;
}

/** The `tel:` address of a number: digits and a leading plus only. */
export function telephoneAddress(number: string): string {
  return `tel:${number.replaceAll(/[^\d+]/g, "")}`;
}

/** A French number in pairs as people read it (`04 78 00 00 00`, `0 800 00 00 00` kept in threes); others as given. */
export function readablePhone(number: string): string {
  const national = number.replaceAll(/[^\d+]/g, "").replace(/^(\+33|0033)0?/, "0");
  if (!/^0\d{9}$/.test(national)) return number.trim();
  if (national.startsWith("08")) return national.replace(/^(0)(\d{3})(\d{3})(\d{3})$/, "$1 $2 $3 $4");
  return national.replaceAll(/(\d\d)(?=\d)/g, "$1 ");
}

/** The address of a web site when it is one (`http` or `https`), else null: feeds may hold anything. */
export function safeWebAddress(text: string | null): string | null {
  if (text === null) return null;
  const address = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const { protocol, hostname } = new URL(address);
  return (protocol === "https:" || protocol === "http:") && hostname.includes(".") ? address : null;
}

/** The `mailto:` address of an e-mail address, nothing in which can add a recipient or a text. */
export function mailAddress(email: string): string {
  return `mailto:${encodeURIComponent(email).replace("%40", "@")}`;
}

/** A number to tap, written from left to right in every language. */
export function PhoneLink(props: { readonly number: string; readonly className?: string }): ReactNode {
  return (
    <a className={props.className} href={telephoneAddress(props.number)}>
      <bdi dir="ltr">{readablePhone(props.number)}</bdi>
    </a>
  );
}

/** The ways to reach an offer, the surest first; what to do when there is none. */
export function ContactLinks({
  contact,
  name,
}: {
  readonly contact: Contact;
  readonly name: string;
}): ReactNode {
  const { t } = usePage();
  const website = safeWebAddress(contact.website);
  if (!contact.phone && !contact.email && !website) return <p className="quiet">{t("page.contact.none")}</p>;
  return (
    <ul className="contacts">
      {contact.phone ? (
        <li>
          <a className="button button-human" href={telephoneAddress(contact.phone)}>
            {t("page.contact.call")} <bdi dir="ltr">{readablePhone(contact.phone)}</bdi>
          </a>
        </li>
      ) : null}
      {contact.email ? (
        <li>
          <a className="button button-quiet" href={mailAddress(contact.email)}>
            {t("page.contact.write")}
            <span className="visually-hidden"> {name}</span>
          </a>
        </li>
      ) : null}
      {website ? (
        <li>
          <a className="button button-quiet" href={website} rel="noreferrer noopener">
            {t("page.contact.website")}
            <span className="visually-hidden"> {name}</span>
          </a>
        </li>
      ) : null}
    </ul>
  );
}
