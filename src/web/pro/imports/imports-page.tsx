import type { OutputOf } from "#base";
import { bringTable, listImports } from "#exchange/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Notice } from "../../ui/notice.tsx";
import { Original } from "../../ui/original.tsx";

/** Where the program answers `exchange.exportFaults` as a file. */
const filePath = "/pro/imports/fautes";

type Imports = OutputOf<typeof listImports>;
type Source = Imports["sources"][number];

/** `/pro/imports`: the sources of the directory and where each stands. */
export const importsPage: PageDefinition = {
  path: "/pro/imports",
  part: "directory",
  open: async ({ t, call, query }) => {
    const imports = await call(listImports, { page: query.get("page") ?? "1" });
    return { title: t("pro.imports.title"), main: <ImportsView imports={imports} /> };
  },
};

function ImportsView({ imports }: { readonly imports: Imports }): ReactNode {
  const { t, href, actor } = usePage();
  const last = Math.ceil(imports.total / imports.pageSize);
  return (
    <div className="column">
      <h1>{t("pro.imports.title")}</h1>
      <p className="lead">{t("pro.imports.lead")}</p>
      <ImportsTrail />
      <p role="status">{t("pro.imports.count", { count: imports.total })}</p>
      {bringTable.allow.check(actor, undefined).allowed ? (
        <p>
          <a className="button button-quiet" href={href("/pro/imports/tableau")}>
            {t("pro.imports.bring")}
          </a>
        </p>
      ) : null}
      {imports.total === 0 ? <p>{t("pro.imports.none")}</p> : null}
      <ol className="offers">
        {imports.sources.map((source) => (
          <Row key={source.id} source={source} />
        ))}
      </ol>
      {imports.page < last ? (
        <p>
          <a href={href("/pro/imports", { page: imports.page + 1 })}>{t("pro.imports.more")}</a>
        </p>
      ) : null}
    </div>
  );
}

/** The pages about imports, side by side. */
export function ImportsTrail(): ReactNode {
  const { t, href, path } = usePage();
  const pages = [
    "/pro/imports",
    "/pro/imports/en-attente",
    "/pro/imports/signalements",
    "/pro/imports/differences",
    "/pro/imports/campagne",
    "/pro/imports/doublons",
    "/pro/imports/fusions",
    "/pro/imports/accessibilite",
  ];
  return (
    <nav className="imports-pages" aria-label={t("pro.imports.pages")}>
      <ul>
        {pages.map((page) => (
          <li key={page}>
            <a href={href(page)} aria-current={page === path ? "page" : undefined}>
              {t(`pro.imports.page.${page.slice("/pro/imports".length + 1) || "list"}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Row({ source }: { readonly source: Source }): ReactNode {
  const { t, href, format, locale } = usePage();
  const { id, name, licence, open, waiting, faults, last, failure } = source;
  return (
    <li className="offer offer-line">
      <h2 className="offer-name">
        <Original>{name}</Original>
      </h2>
      <p className="quiet">
        {id} · <Original>{licence}</Original>
      </p>
      {failure ? (
        <Notice tone="danger" title={t("pro.imports.failed", { when: momentInWords(format, failure.at) })}>
          <p>{t("pro.imports.failedWhy", { code: failure.code })}</p>
        </Notice>
      ) : null}
      <p>{last ? t("pro.imports.last", { when: momentInWords(format, last.at) }) : t("pro.imports.never")}</p>
      {last ? (
        <p>
          {t("pro.imports.did", {
            read: last.read,
            created: last.created,
            updated: last.updated,
            closed: last.closed,
            refused: last.refused,
          })}
        </p>
      ) : null}
      <p>{t("pro.imports.open", { count: open })}</p>
      {waiting > 0 ? (
        <p>
          <a href={href("/pro/imports/en-attente", { source: id })}>
            {t("pro.imports.waiting", { count: waiting })}
            <span className="visually-hidden"> : {name}</span>
          </a>
        </p>
      ) : null}
      {faults > 0 ? (
        <p>
          <a
            href={href(filePath, { source: id, language: locale === "fr" ? "fr" : "en" })}
            type="text/csv"
            download
          >
            {t("pro.imports.faults", { count: faults })}
            <span className="visually-hidden"> : {name}</span>
          </a>
        </p>
      ) : null}
    </li>
  );
}
