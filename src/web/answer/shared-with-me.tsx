import { accessNeed } from "#directory";
import { Fragment, type ReactNode } from "react";
import { usePage } from "../context.ts";
import { mailAddress, PhoneLink } from "../ui/contact.tsx";
import { languageNames } from "../ui/header.tsx";
import type { AnswerView } from "./view.ts";

/** What the person agreed to pass on, and nothing else; the number and the address can be tapped. */
export function SharedWithMe({ view }: { readonly view: AnswerView }): ReactNode {
  const { t } = usePage();
  const { person } = view;
  const lines: readonly (readonly [string, ReactNode])[] = [
    ["name", person.fullName ?? person.firstName],
    ["phone", person.phone ? <PhoneLink number={person.phone} className="button button-human" /> : undefined],
    ["email", person.email ? <a href={mailAddress(person.email)}>{person.email}</a> : undefined],
    ["channels", wordsOf(person.contactChannels, (code) => t(`code.contactChannel.${code}`))],
    ["language", person.preferredLocale ? languageNames[person.preferredLocale] : undefined],
    ["town", view.townName ?? undefined],
    ["wishes", person.wishes],
    ["practical", wordsOf(person.practicalNeeds, (code) => t(practicalKey(code)))],
  ];
  const shared = lines.filter(([, value]) => value !== undefined);
  if (shared.length === 0) return <p>{t("page.answer.nothingShared")}</p>;
  return (
    <dl className="facts">
      {shared.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{t(`page.answer.person.${name}`)}</dt>
          <dd dir="auto">{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function wordsOf(codes: readonly string[] | undefined, word: (code: string) => string): string | undefined {
  return codes === undefined || codes.length === 0 ? undefined : codes.map(word).join(", ");
}

/** Practical needs are needs of access, or barriers that a welcome can do something about. */
function practicalKey(code: string): string {
  return accessNeed.has(code) ? `code.accessNeed.${code}` : `code.barrier.${code}`;
}
