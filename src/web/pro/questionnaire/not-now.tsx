import type { OutputOf } from "#base";
import type { readFile } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";
import { PersonTrail } from "../person-trail.tsx";
import type { Offered } from "./offered.ts";
import { instrumentName } from "./words.ts";

/** An instrument that cannot be asked now: nothing is asked, and whom to call stands in its place. */
export function NotNow(props: {
  readonly file: Pick<OutputOf<typeof readFile>, "id" | "givenNames">;
  readonly offered: Offered;
}): ReactNode {
  const { t, locale } = usePage();
  const { file, offered } = props;
  return (
    <div className="column">
      <PersonTrail personId={file.id} givenNames={file.givenNames} />
      <h1>{instrumentName(offered.instrument, locale)}</h1>
      <p className="lead">{t(`pro.ask.lacks.${offered.reason ?? "not-enabled"}`)}</p>
      <p>{t("pro.ask.lacks.meanwhile")}</p>
      <CrisisCard />
    </div>
  );
}
