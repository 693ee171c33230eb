import { findTowns, type Town } from "#directory/actions";
import { placeSelfCheck } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { PageContext } from "../page.ts";
import { chooseTown } from "../public/find-place.ts";
import { Original } from "../ui/original.tsx";

/** The town that was said, as far as it is settled. */
export type SaidTown =
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly typed: string }
  | { readonly kind: "several"; readonly towns: readonly Town[] }
  | { readonly kind: "town"; readonly code: string };

/** Finds the town meant by what was typed; several may fit. */
export async function saidTown(
  { call }: Pick<PageContext, "call">,
  said: { readonly typedTown: string | null; readonly town: string | null },
): Promise<SaidTown> {
  if (said.town) return { kind: "town", code: said.town };
  if (!said.typedTown) return { kind: "none" };
  const { towns } = await call(findTowns, { q: said.typedTown, limit: 12 });
  const place = chooseTown(said.typedTown, towns);
  if (place.kind === "town") return { kind: "town", code: place.code };
  return place.kind === "several" ? place : { kind: "unknown", typed: said.typedTown };
}

/** "In which town?", posted, so that no address tells of it. */
export function TownForm({
  typed,
  error,
}: {
  readonly typed?: string | undefined;
  readonly error?: string;
}): ReactNode {
  const { t, href } = usePage();
  return (
    <form method="post" action={href("/faire-le-point/lieu")} className="form">
      <div className={error ? "field field-wrong" : "field"} data-island="town-lookup">
        <label htmlFor="ou">{t("page.selfCheck.town")}</label>
        <p className="hint" id="ou-hint">
          {t("page.place.whereHint")}
        </p>
        {error ? (
          <p className="error" id="ou-error">
            {error}
          </p>
        ) : null}
        <div className="lookup">
          <input
            className="control"
            id="ou"
            name="ou"
            type="text"
            required
            maxLength={80}
            autoComplete="off"
            autoCapitalize="words"
            spellCheck={false}
            defaultValue={typed}
            aria-describedby={error ? "ou-hint ou-error" : "ou-hint"}
            aria-invalid={error ? true : undefined}
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
      </div>
      <p className="form-end">
        <button type="submit" className="button button-main">
          {t("page.selfCheck.town.submit")}
        </button>
      </p>
    </form>
  );
}

/** "Which one?" when several towns fit. */
export function TownButtons({ towns }: { readonly towns: readonly Town[] }): ReactNode {
  const { t, href } = usePage();
  return (
    <form method="post" action={href(placeSelfCheck.form?.path ?? "")} className="town-choices">
      <p>{t("page.selfCheck.town.which")}</p>
      {towns.map((town) => (
        <button key={town.code} type="submit" className="chip" name="town" value={town.code}>
          <Original>{`${town.name} (${town.departementName})`}</Original>
        </button>
      ))}
    </form>
  );
}
