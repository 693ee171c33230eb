import { hasPart, type ProductPart } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";

/** A page of words only: a heading, a lead, and sections of a heading with one or more paragraphs. */
interface PlainPage {
  readonly path: string;
  /** Beginning of the page's text keys: `<prefix>.title`, `<prefix>.lead`, `<prefix>.<section>` and `<prefix>.<section>.text`. */
  readonly prefix: string;
  readonly sections: readonly string[];
  /** A section that is there only where the operator named a service of addresses; its texts know `{service}` and `{host}`. */
  readonly addressSection?: string;
  /** A page to read on, where its part of the product is there; `key` of its words. */
  readonly link?: { readonly path: string; readonly part: ProductPart; readonly key: string };
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
    addressSection: "address",
    link: { path: "/accords", part: "persons", key: "page.accords.read" },
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
  const { t, href, profile, addressService } = usePage();
  const { link, addressSection } = page;
  const hasAddresses = addressService !== null && addressSection !== undefined;
  const sections = hasAddresses ? [...page.sections, addressSection] : page.sections;
  const named = { service: addressService?.name ?? "", host: addressService?.host ?? "" };
  return (
    <div className="column">
      <h1>{t(`${page.prefix}.title`)}</h1>
      <p className="lead">{t(`${page.prefix}.lead`)}</p>
      {sections.map((section) => (
        <section key={section} aria-labelledby={section}>
          <h2 id={section}>{t(`${page.prefix}.${section}`)}</h2>
          {t(`${page.prefix}.${section}.text`, section === addressSection ? named : {})
            .split("\n")
            .map((line) => (
              <p key={line}>{line}</p>
            ))}
        </section>
      ))}
      {link !== undefined && hasPart(profile, link.part) ? (
        <p>
          <a href={href(link.path)}>{t(link.key)}</a>
        </p>
      ) : null}
    </div>
  );
}
