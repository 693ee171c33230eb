import { attendance } from "#directory";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { TownField, usePlaceSending } from "../place-form.tsx";
import { searchPath } from "../search-query.ts";

/** Ways of giving time that missions name. */
const ways = attendance.codes.filter((code) => code === "on-site" || code === "at-home" || code === "phone");

/** `/je-voudrais-aider`: how, and where; the answer is the list of missions there. Nothing is kept. */
export const helpOthers: PageDefinition = {
  path: "/je-voudrais-aider",
  part: "directory",
  open: ({ t }) => ({
    title: t("page.help.title"),
    description: t("page.help.description"),
    isPublic: true,
    main: <HelpOthers />,
  }),
};

function HelpOthers(): ReactNode {
  const { t, href } = usePage();
  const sending = usePlaceSending();
  return (
    <div className="column">
      <h1>{t("page.help.heading")}</h1>
      <p className="lead">{t("page.help.lead")}</p>
      <search>
        <form {...sending} action={href(searchPath)} className="form">
          <input type="hidden" name="genre" value="mission" />
          <fieldset className="field">
            <legend>{t("page.help.how")}</legend>
            <label className="choice">
              <input type="radio" name="comment" value="" defaultChecked />
              <span>{t("page.filter.anyHow")}</span>
            </label>
            {ways.map((code) => (
              <label key={code} className="choice">
                <input type="radio" name="comment" value={code} />
                <span>{t(`page.help.${code}`)}</span>
              </label>
            ))}
          </fieldset>
          <TownField />
          <p className="form-end">
            <button type="submit" className="button button-main">
              {t("page.help.see")}
            </button>
          </p>
        </form>
      </search>
      <section aria-labelledby="before">
        <h2 id="before">{t("page.help.before")}</h2>
        <ul>
          {t("page.help.beforeWords")
            .split("\n")
            .map((words) => (
              <li key={words}>{words}</li>
            ))}
        </ul>
      </section>
      <section aria-labelledby="today">
        <h2 id="today">{t("page.help.today")}</h2>
        <ul>
          {t("page.help.todayWords")
            .split("\n")
            .map((words) => (
              <li key={words}>{words}</li>
            ))}
        </ul>
        <p>
          <a className="more" href={href("/je-m-inquiete")}>
            {t("page.worried.title")}
          </a>
        </p>
      </section>
    </div>
  );
}
