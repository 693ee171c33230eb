import type { OutputOf } from "#base";
import { openFigure, thingOf } from "#pathway";
import { listFigureFiles, readTeamFigures } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { KeysHelp } from "../keys-help.tsx";
import { behindLink, behindPath, figuresQuery } from "./behind-link.ts";
import { FileRow } from "./file-row.tsx";
import { endLabel, figureLabel } from "./figure-words.ts";

/** The list behind a figure. */
export type Listed = OutputOf<typeof listFigureFiles>;

/** What the keys of the list do; those of the queue that serve here. */
const keys = [
  { keys: ["j", "↓"], does: "next" },
  { keys: ["k", "↑"], does: "previous" },
  { keys: ["⏎"], does: "step" },
  { keys: ["o"], does: "person" },
  { keys: ["?"], does: "help" },
] as const;

/** `/pro/chiffres/dossiers`: the files behind a figure, of those that one may see, to act. */
export const figureFilesPage: PageDefinition = { path: behindPath, part: "persons", open };

async function open({ t, call, query, actor }: PageContext) {
  const title = t("pro.figureFiles.title");
  const figure = query.get("chiffre") ?? "";
  // An address that names no figure asks for nothing; one that names another figure is of no list.
  if (!openFigure.has(figure))
    return {
      title,
      status: figure === "" ? 400 : 404,
      main: <NoList why={t("error.pathway.figureUnknown")} />,
    };
  const thing = thingOf(figure);
  const here = query.get("organisme");
  const candidates = actor.memberships.filter((one) => here === null || one.controllerId === here);
  const verdicts = candidates.map((one) => listFigureFiles.allow.check(actor, { ...one, thing }));
  const at = verdicts.findIndex(({ allowed }) => allowed);
  // Who reads counts belongs to no team here: they are told so, whichever team the address names.
  const [refused = null] = actor.memberships
    .map((one) => listFigureFiles.allow.check(actor, { ...one, thing }))
    .flatMap((verdict) => (verdict.allowed ? [] : [verdict.reason]));
  if (at < 0 && (refused === "countsOnly" || refused === "resultsNotYours"))
    return {
      title,
      status: 403,
      main: <NoList why={t(`reason.${refused}`)} readsCounts={refused === "countsOnly"} />,
    };
  const listed = await call(listFigureFiles, {
    controllerId: here ?? candidates[at]?.controllerId,
    year: query.get("annee") ?? undefined,
    figure,
    code: query.get("code") ?? "",
    page: query.get("page") ?? "1",
  });
  return { title, main: <Files listed={listed} /> };
}

interface NoListProps {
  readonly why: string;
  readonly readsCounts?: boolean;
}

/** Said where there is no such list, or to whom the figure is open and the list is not. */
function NoList({ why, readsCounts = false }: NoListProps): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.figureFiles.title")}</h1>
      <p className="lead">{why}</p>
      <p>
        <a className="button button-quiet" href={href(readsCounts ? territoryPath : "/pro")}>
          {t(readsCounts ? "pro.menu.territoryFigures" : "pro.figureFiles.queue")}
        </a>
      </p>
    </div>
  );
}

const territoryPath = "/pro/territoire/chiffres";

function Files({ listed }: { readonly listed: Listed }): ReactNode {
  const { t } = usePage();
  const { files, total, isOwnCases, figure } = listed;
  const year = String(listed.year);
  return (
    <div className="queue-page" data-island="queue-keys">
      <Back listed={listed} />
      <p className="quiet">{t(`pro.code.${openFigure.name}.${figure}`)}</p>
      <h1 dir="auto">{figureLabel(t, listed, files[0]?.receiverName ?? null)}</h1>
      <p className="lead">
        {figure === "partner" ? t("pro.figureFiles.partner") : t("pro.figureFiles.lead", { year })}
      </p>
      {isOwnCases ? <p>{t("pro.figureFiles.ownCases")}</p> : null}
      <p role="status" className="count">
        {t(isReferrals(listed) ? "pro.figureFiles.referrals" : "pro.figureFiles.persons", { count: total })}
      </p>
      <p className="printed-only">{t("pro.figureFiles.printed")}</p>
      <Ends listed={listed} />
      {files.length === 0 ? (
        <Nothing listed={listed} />
      ) : (
        <ol className="queue not-printed" start={(listed.page - 1) * listed.pageSize + 1}>
          {files.map((file) => (
            <FileRow key={file.referral?.id ?? file.personId} file={file} isMixed={listed.ends.length > 1} />
          ))}
        </ol>
      )}
      <Pages listed={listed} />
      {files.length === 0 ? null : <KeysHelp keys={keys} words="pro.waiting.keys" />}
    </div>
  );
}

const isReferrals = ({ figure }: Listed): boolean => figure === "ended" || figure === "partner";

/** The way back to the figures of the same year; for who reads none, to what waits. */
function Back({ listed }: { readonly listed: Listed }): ReactNode {
  const { t, href, actor } = usePage();
  const readsFigures = readTeamFigures.allow.check(actor, listed).allowed;
  return (
    <p className="trail not-printed">
      {readsFigures ? (
        <a href={href("/pro/chiffres", figuresQuery(listed))}>
          {t("pro.figureFiles.back", { year: String(listed.year) })}
        </a>
      ) : (
        <a href={href("/pro")}>{t("pro.figureFiles.queue")}</a>
      )}
    </p>
  );
}

/** Where several ends stand together, each on its own. */
function Ends({ listed }: { readonly listed: Listed }): ReactNode {
  const { t, href } = usePage();
  if (listed.ends.length < 2) return null;
  const link = behindLink(href, listed);
  return (
    <nav aria-label={t("pro.figureFiles.ends")} className="switch not-printed">
      <ul>
        {listed.ends.map(({ code, count }) => (
          <li key={code}>
            <a href={link("ended", code)}>{t("pro.figureFiles.end", { end: endLabel(t, code), count })}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Nothing({ listed }: { readonly listed: Listed }): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="nothing not-printed">
      <h2>{t(listed.isOwnCases ? "pro.figureFiles.none.own" : "pro.figureFiles.none")}</h2>
      <p>
        <a className="button button-quiet" href={href("/pro")}>
          {t("pro.figureFiles.queue")}
        </a>
      </p>
    </div>
  );
}

function Pages({ listed }: { readonly listed: Listed }): ReactNode {
  const { t, href } = usePage();
  const { page, pageSize, total, figure, code } = listed;
  const last = Math.ceil(total / pageSize);
  if (last <= 1) return null;
  const link = (wanted: number, key: string) =>
    wanted < 1 || wanted > last ? null : (
      <a href={href(behindPath, { ...figuresQuery(listed), chiffre: figure, code, page: wanted })}>
        {t(key)}
      </a>
    );
  return (
    <nav aria-label={t("pro.persons.pages")} className="pages">
      {link(page - 1, "pro.persons.previous")} {t("pro.persons.page", { page, last })}{" "}
      {link(page + 1, "pro.persons.next")}
    </nav>
  );
}
