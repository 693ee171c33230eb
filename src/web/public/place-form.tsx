import { addressPattern, categoryOfAction, lifeEvent, writeShortlist } from "#directory";
import { longestAddress } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { Query } from "../page.ts";
import { searchPath } from "./search-query.ts";

/** What a {@link PlaceForm} is given. */
export interface PlaceFormProps {
  /** What was typed before. */
  readonly typed?: string;
  readonly words?: string;
  /** What is wrong with the place typed, as a sentence. */
  readonly error?: string;
  /** Whether to offer the five ways as buttons that search at once. */
  readonly hasWays?: boolean;
  /** Ids of the entries chosen so far. */
  readonly list?: readonly string[];
}

/** "Where are you?" A town or a postcode (an address too, where somebody says where addresses are), something precise if one wishes, and five ways, each one tap. */
export function PlaceForm({ typed, words, error, hasWays = false, list = [] }: PlaceFormProps): ReactNode {
  const { t, href } = usePage();
  const sending = usePlaceSending();
  const liste = writeShortlist(list);
  return (
    <search>
      <form
        className={hasWays ? "place-form place-form-wide" : "place-form"}
        {...sending}
        action={href(searchPath)}
      >
        {liste === "" ? null : <input type="hidden" name="liste" value={liste} />}
        <div className="place-fields">
          <TownField typed={typed} error={error} />
          <div className="field">
            <label htmlFor="q">
              {t("page.place.words")}
              <span className="optional"> {t("page.form.optional")}</span>
            </label>
            <p className="hint" id="q-hint">
              {t("page.place.wordsHint")}
            </p>
            <input
              className="control"
              id="q"
              name="q"
              type="text"
              maxLength={100}
              defaultValue={words}
              aria-describedby="q-hint"
            />
          </div>
          <button type="submit" className="button button-main">
            {t("page.place.search")}
          </button>
        </div>
        <div className="place-position">
          <button
            type="button"
            className="link-button"
            hidden
            data-needs-script
            data-island="position"
            data-search={href(searchPath, { liste })}
          >
            {t("page.place.position")}
          </button>
        </div>
        <output className="quiet" data-position-message />
        {hasWays ? <Ways /> : null}
      </form>
      {hasWays ? <OtherDoors /> : null}
    </search>
  );
}

/**
 * How a form with a {@link TownField} is sent: posted where an address may be typed, so that it stands in no history and no log. A
 * script then sends what is no address as it is sent elsewhere, in the address of the page.
 */
export function usePlaceSending(): {
  readonly method: "get" | "post";
  readonly "data-tellable"?: "";
  readonly "data-island"?: "needs-network";
} {
  return usePage().addressService === null
    ? { method: "get" }
    : { method: "post", "data-tellable": "", "data-island": "needs-network" };
}

/** What a form says that could not be posted: shown by its script (`needs-network`), which keeps what was typed. */
export function NoNetwork(): ReactNode {
  const { t } = usePage();
  return (
    <p className="error" role="alert" tabIndex={-1} hidden data-no-network>
      {t("page.address.noNetwork")}
    </p>
  );
}

/**
 * A town or a postcode, with towns to choose from where scripts run; named `ou`, with the chosen code in `town`. Where the operator
 * named a service of addresses, an address too: then it says before anything is sent whose service gets it, and what.
 */
export function TownField(props: {
  /** Its name; "Where are you?" unless told. */
  readonly label?: string;
  readonly typed?: string | undefined;
  readonly error?: string | undefined;
}): ReactNode {
  const { t, addressService } = usePage();
  const describedBy = props.error ? "ou-hint ou-error" : "ou-hint";
  return (
    <div
      className={props.error ? "field field-wrong" : "field"}
      data-island="town-lookup"
      data-address={addressPattern.source}
    >
      <label className="question" htmlFor="ou">
        {props.label ?? t("page.place.where")}
      </label>
      <p className="hint" id="ou-hint">
        {addressService === null
          ? t("page.place.whereHint")
          : t("page.address.hint", { service: addressService.name })}
      </p>
      {props.error ? (
        <p className="error" id="ou-error">
          {props.error}
        </p>
      ) : null}
      <div className="lookup">
        <input
          className="control"
          id="ou"
          name="ou"
          type="text"
          required
          maxLength={addressService === null ? 80 : longestAddress}
          autoComplete="off"
          autoCapitalize="words"
          spellCheck={false}
          defaultValue={props.typed}
          aria-describedby={describedBy}
          aria-invalid={props.error ? true : undefined}
        />
        <input type="hidden" name="town" />
        <ul
          className="lookup-options"
          id="ou-options"
          aria-label={t("page.place.options")}
          hidden
          data-options
        />
      </div>
      <output className="visually-hidden" />
      {addressService === null ? null : <NoNetwork />}
    </div>
  );
}

function Ways(): ReactNode {
  const { t } = usePage();
  return (
    <fieldset className="ways">
      <legend>{t("page.place.ways")}</legend>
      {categoryOfAction.codes.map((code) => (
        <button key={code} type="submit" name="categorie" value={code} className="way">
          <span className="way-name">{t(`page.way.${code}`)}</span>
          <span className="way-hint">{t(`page.way.${code}.hint`)}</span>
        </button>
      ))}
    </fieldset>
  );
}

/** Doors for whoever has no word for it: what is happening in one's life, and "I do not know". */
function OtherDoors(): ReactNode {
  const { t, href } = usePage();
  const door = (query: Query): string => href("/je-ne-sais-pas", query);
  return (
    <section className="other-doors" aria-labelledby="doors">
      <h2 id="doors">{t("page.doors.events")}</h2>
      <ul className="widen">
        {lifeEvent.codes.map((code) => (
          <li key={code}>
            <a className="chip" href={door({ evenement: code })}>
              {t(`code.lifeEvent.${code}`)}
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a className="more" href={door({})}>
          {t("page.doors.dontKnow")} – {t("page.doors.dontKnowHint")}
        </a>
      </p>
    </section>
  );
}
