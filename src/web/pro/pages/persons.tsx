import { localDateAt, type Instant, type OutputOf } from "#base";
import { findFiles, lastPageOfFiles, openFile } from "#pathway/actions";
import type { ReactNode } from "react";
import { timeZone } from "../../account/moment.ts";
import { bornInWords } from "../born.ts";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { nameOf } from "../person-fields.ts";

type Found = OutputOf<typeof findFiles>;

/** `/pro/personnes`: the persons of one's organisation, latest change first, or by name. */
export const personsPage: PageDefinition = { path: "/pro/personnes", part: "persons", open };

async function open({ t, call, query }: PageContext) {
  const q = query.get("q")?.trim() ?? "";
  const page = query.get("page") ?? "1";
  const found = await call(findFiles, { page, ...(q === "" ? {} : { q }) });
  return { title: t("pro.persons.title"), main: <Persons found={found} q={q} /> };
}

function Persons({ found, q }: { readonly found: Found; readonly q: string }): ReactNode {
  const { t, href, actor } = usePage();
  const mayOpen = openFile.allow.check(actor, undefined).allowed;
  return (
    <div className="column">
      <h1>{t("pro.persons.title")}</h1>
      <form method="get" action={href("/pro/personnes")} role="search" className="form">
        <div className="field">
          <label htmlFor="q">{t("pro.persons.search")}</label>
          <p className="hint" id="q-hint">
            {t("pro.persons.search.hint")}
          </p>
          <input
            id="q"
            className="control"
            name="q"
            type="search"
            maxLength={100}
            defaultValue={q}
            autoComplete="off"
            aria-describedby="q-hint"
          />
        </div>
        <p className="form-end">
          <button type="submit" className="button button-quiet">
            {t("pro.persons.search.submit")}
          </button>
        </p>
      </form>
      {mayOpen ? (
        <p className="apart">
          <a className="button button-main" href={href("/pro/personnes/nouvelle")}>
            {t("pro.persons.new")}
          </a>{" "}
          <a className="button button-quiet" href={href("/pro/orienter-plusieurs")}>
            {t("pro.group.title")}
          </a>
        </p>
      ) : null}
      <p role="status">
        {t(found.isMore ? "pro.persons.countMore" : "pro.persons.count", { count: found.total })}
      </p>
      {found.persons.length === 0 ? (
        <p>{t(q === "" ? "pro.persons.none" : "pro.persons.notFound")}</p>
      ) : (
        <List found={found} />
      )}
      <Pages found={found} q={q} />
    </div>
  );
}

function List({ found }: { readonly found: Found }): ReactNode {
  const { t, href, format } = usePage();
  return (
    <ul className="offers">
      {found.persons.map((person) => (
        <li key={person.id} className="offer offer-line">
          <h2 className="offer-name">
            <a href={href(`/pro/personnes/${person.id}`)}>{nameOf(person)}</a>
          </h2>
          <p>
            {bornInWords({ t, format }, person.birthDate)}
            {" · "}
            {t("pro.persons.changed", {
              day: format.day(localDateAt(person.changedAt as Instant, timeZone), { withoutWeekday: true }),
            })}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Pages({ found, q }: { readonly found: Found; readonly q: string }): ReactNode {
  const { t, href } = usePage();
  const last = Math.ceil(found.total / found.pageSize);
  if (last <= 1) return null;
  const isLast = found.isMore
    ? found.persons.length < found.pageSize || found.page >= lastPageOfFiles
    : found.page >= last;
  const link = (page: number, key: string) =>
    page < 1 || (page > found.page && isLast) ? null : (
      <a href={href("/pro/personnes", { q, page })}>{t(key)}</a>
    );
  return (
    <nav aria-label={t("pro.persons.pages")} className="pages">
      {link(found.page - 1, "pro.persons.previous")}{" "}
      {t(found.isMore ? "pro.persons.pageOfMany" : "pro.persons.page", { page: found.page, last })}{" "}
      {link(found.page + 1, "pro.persons.next")}
    </nav>
  );
}
