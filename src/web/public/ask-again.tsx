import type { Town } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { Notice } from "../ui/notice.tsx";
import { PlaceForm } from "./place-form.tsx";
import type { Without } from "./posted-place.ts";
import type { SearchQuery } from "./search-query.ts";
import { TownLinks } from "./town-choice.tsx";

/** What {@link AskAgain} is given. */
export interface AskAgainProps {
  readonly asked: SearchQuery;
  /** What is wrong with the place, as a sentence, and the towns that it names all the same; null when nothing was typed. */
  readonly wrong: { readonly error: string; readonly towns: readonly Town[] } | null;
}

/** "Where are you?" once more, with what was typed, what is understood here, and where one may go on. */
export function AskAgain({ asked, wrong }: AskAgainProps): ReactNode {
  const { t, href, addressService, posted } = usePage();
  const title = addressService === null ? "page.place.notFound" : "page.address.notFound";
  const around = { ...asked, typed: "", town: null, point: null, near: null };
  return (
    <div className="column">
      <h1>{t(wrong ? title : "page.place.where")}</h1>
      {wrong && wrong.towns.length > 0 ? (
        <section aria-labelledby="towns-inside">
          <h2 id="towns-inside">{t("page.address.aroundTown")}</h2>
          <TownLinks search={around} towns={wrong.towns} />
        </section>
      ) : null}
      {wrong ? (
        <ul>
          <li>
            {addressService === null
              ? t("page.address.townsOnly")
              : posted === null
                ? t("page.address.sendIt", { service: addressService.name })
                : t("page.address.check")}
          </li>
          <li>{t("page.place.hintSpelling")}</li>
          <li>{t("page.place.hintPostcode")}</li>
          <li>
            <a href={href("/numeros")}>{t("page.place.hintLines")}</a>
          </li>
        </ul>
      ) : null}
      <PlaceForm
        typed={asked.typed}
        words={asked.words}
        list={asked.list}
        {...(wrong ? { error: wrong.error } : {})}
        hasWays
      />
    </div>
  );
}

/** Says before a list why it is not around the address that was typed, and around what it is. */
export function InsteadOfAddress(props: {
  readonly why: Without;
  readonly town: Town;
  /** The form in which to write the address otherwise, or to try again. */
  readonly form: ReactNode;
}): ReactNode {
  const { t, addressService } = usePage();
  return (
    <Notice>
      <p>{t(`code.addressOutcome.${props.why}`, { service: addressService?.name ?? "" })}</p>
      <p>{t("page.address.insteadTown", { town: props.town.name })}</p>
      <details className="disclosure not-printed">
        <summary>{t("page.address.otherwise")}</summary>
        {props.form}
      </details>
    </Notice>
  );
}
