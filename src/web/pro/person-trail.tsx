import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** The way back to the person's page, by first name. */
export function PersonTrail({
  personId,
  givenNames,
}: {
  readonly personId: string;
  readonly givenNames: string;
}): ReactNode {
  const { t, href } = usePage();
  return (
    <p className="trail not-printed">
      <a href={href(`/pro/personnes/${personId}`)}>{t("pro.story.back", { name: givenNames })}</a>
    </p>
  );
}
