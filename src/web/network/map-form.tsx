import { alterRole, circle, contactFrequency, metThrough, nicknameAtMost } from "#network";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** The form that puts somebody on the map, one short question after the other; all but the name may stay open. */
export function MapForm(): ReactNode {
  const { t } = usePage();
  return (
    <section className="network-form not-printed" aria-labelledby="network-form-title">
      <h2 id="network-form-title" data-form-title>
        {t("page.network.said.adding")}
      </h2>
      <form data-form noValidate>
        <NameField />
        <Choice name="role" list={alterRole} />
        <Choice name="circle" list={circle} />
        <details className="disclosure" data-more>
          <summary>{t("page.network.more")}</summary>
          <p className="quiet">{t("page.network.moreHint")}</p>
          <Choice name="inPerson" list={contactFrequency} />
          <Choice name="remote" list={contactFrequency} />
          <YesOrNo name="confidant" />
          <YesOrNo name="help" />
          <YesOrNo name="burdensome" />
          <Choice name="metThrough" list={metThrough} />
          <YesOrNo name="professional" />
          <label className="choice">
            <input type="checkbox" name="remembered" />
            {t("page.network.ask.remembered")}
          </label>
        </details>
        <p className="network-actions">
          <button type="submit" className="button button-main" data-submit>
            {t("page.network.said.submitAdd")}
          </button>
          <button type="button" className="button button-quiet" data-do="cancel" hidden>
            {t("page.network.cancel")}
          </button>
        </p>
      </form>
      <output className="network-status" data-status="form" />
      <details className="disclosure" data-prompts>
        <summary>{t("page.network.prompts.title")}</summary>
        <Prompts />
      </details>
      <p data-paper>
        <button type="button" className="link-button" data-do="print">
          {t("page.network.paper")}
        </button>
      </p>
    </section>
  );
}

function NameField(): ReactNode {
  const { t } = usePage();
  return (
    <div className="field" data-name-field>
      <label htmlFor="network-name">{t("page.network.ask.name")}</label>
      <span className="hint" id="network-name-hint">
        {t("page.network.ask.name.hint")}
      </span>
      <p className="error" id="network-name-error" data-name-error hidden />
      <input
        className="control"
        id="network-name"
        name="name"
        maxLength={nicknameAtMost}
        autoComplete="off"
        autoCapitalize="words"
        spellCheck={false}
        aria-describedby="network-name-hint network-name-error"
      />
    </div>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly list: { readonly name: string; readonly codes: readonly string[] };
}

function Choice({ name, list }: ChoiceProps): ReactNode {
  const { t } = usePage();
  return (
    <Question name={name}>
      {list.codes.map((code) => (
        <option key={code} value={code}>
          {t(`code.${list.name}.${code}`)}
        </option>
      ))}
    </Question>
  );
}

function YesOrNo({ name }: { readonly name: string }): ReactNode {
  const { t } = usePage();
  return (
    <Question name={name}>
      <option value="true">{t("page.network.yes")}</option>
      <option value="false">{t("page.network.no")}</option>
    </Question>
  );
}

/** A question whose first answer is to leave it open. */
function Question({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  const { t } = usePage();
  return (
    <div className="field">
      <label htmlFor={`network-${name}`}>{t(`page.network.ask.${name}`)}</label>
      <select className="control" id={`network-${name}`} name={name}>
        <option value="">{t("page.network.notSaid")}</option>
        {children}
      </select>
    </div>
  );
}

/** Questions that bring people to mind; none of them says how many there should be. */
export function Prompts(): ReactNode {
  const { t } = usePage();
  return (
    <ul className="network-prompts">
      {["hello", "daily", "confide", "help", "together", "afar", "again"].map((prompt) => (
        <li key={prompt}>{t(`page.network.prompts.${prompt}`)}</li>
      ))}
    </ul>
  );
}
