import type { OutputOf, PrintedSheet } from "#base";
import { readLetter } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { apart, numberApart } from "../../ui/apart.ts";
import { AddressCode } from "../../ui/printed-code.tsx";

type Letter = OutputOf<typeof readLetter>;

/** `/pro/courrier/:letterId`: one letter to print, in the language of the address: a link, a first name, a number. */
export const letterPage: PageDefinition = {
  path: "/pro/courrier/:letterId",
  part: "persons",
  open: async ({ t, call, params }) => {
    const letter = await call(readLetter, { letterId: params["letterId"] ?? "" });
    return { title: t("page.letter.title"), main: <LetterView letter={letter} /> };
  },
};

/** `/pro/courrier/:letterId/lettre.pdf`: the same as a tagged file. */
export const letterFilePage: PageDefinition = {
  path: "/pro/courrier/:letterId/lettre.pdf",
  part: "persons",
  open: async (context) => {
    const { call, params } = context;
    const letter = await call(readLetter, { letterId: params["letterId"] ?? "" });
    return { sheet: letterSheet(context, letter) };
  },
};

function letterSheet({ t, locale }: PageContext, letter: Letter): PrintedSheet {
  return {
    fileName: "lettre",
    title: t("page.letter.title"),
    language: locale,
    textSize: 14,
    blocks: [
      { kind: "heading", level: 1, text: t("page.letter.hello") },
      { kind: "paragraph", text: t("page.letter.agreed", { name: apart(locale, letter.agreedName) }) },
      { kind: "code", address: letter.link, label: t("page.letter.link") },
      {
        kind: "paragraph",
        look: "strong",
        text: t("page.letter.phone", { phone: numberApart(locale, letter.callbackPhone) }),
      },
      { kind: "paragraph", look: "small", text: t("page.letter.other") },
    ],
    pageLabel: (page, of) => t("page.letter.page", { page, of }),
  };
}

function LetterView({ letter }: { readonly letter: Letter }): ReactNode {
  const { t, locale } = usePage();
  return (
    <div className="column">
      <h1>{t("page.letter.hello")}</h1>
      <p>{t("page.letter.agreed", { name: apart(locale, letter.agreedName) })}</p>
      <AddressCode address={letter.link} />
      <p className="quiet not-printed">{t("pro.letter.onPaper")}</p>
      <p>
        <strong>{t("page.letter.phone", { phone: numberApart(locale, letter.callbackPhone) })}</strong>
      </p>
      <p>{t("page.letter.other")}</p>
      <p className="not-printed">
        <button type="button" className="button button-quiet" data-island="print" data-needs-script hidden>
          {t("pro.read.print")}
        </button>
      </p>
    </div>
  );
}
