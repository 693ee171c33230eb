import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";

/** A page of words only: a heading, a lead, and sections of a heading with one or more paragraphs. */
interface PlainPage {
  readonly path: string;
  /** Beginning of the page's text keys: `<prefix>.title`, `<prefix>.lead`, `<prefix>.<section>` and `<prefix>.<section>.text`. */
  readonly prefix: string;
  readonly sections: readonly string[];
}

const plainPages: readonly PlainPage[] = [
  {
    path: "/accessibilite",
    prefix: "page.accessibility",
    sections: ["aim", "done", "limits", "tell"],
  },
  {
    path: "/vie-privee",
    prefix: "page.privacy",
    sections: ["nothing", "position", "device", "exit"],
  },
  {
    path: "/a-propos",
    prefix: "page.about",
    sections: ["what", "sources", "demonstration", "open"],
  },
];

/** `/accessibilite`, `/vie-privee`, `/a-propos`. */
export const plain: readonly PageDefinition[] = plainPages.map((page) => ({
  path: page.path,
  open: ({ t }) => ({
    title: t(`${page.prefix}.title`),
    description: t(`${page.prefix}.lead`),
    isPublic: true,
    main: <Plain page={page} />,
  }),
}));

function Plain({ page }: { readonly page: PlainPage }): ReactNode {
  const { t } = usePage();
  return (
    <div className="column">
      <h1>{t(`${page.prefix}.title`)}</h1>
      <p className="lead">{t(`${page.prefix}.lead`)}</p>
      {page.sections.map((section) => (
        <section key={section} aria-labelledby={section}>
          <h2 id={section}>{t(`${page.prefix}.${section}`)}</h2>
          {t(`${page.prefix}.${section}.text`)
            .split("\n")
            .map((line) => (
              <p key={line}>{line}</p>
            ))}
        </section>
      ))}
    </div>
  );
}
