import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";

/** `/`: one question, "where are you?". */
export const home: PageDefinition = {
  path: "/",
  open: ({ t }) => ({ title: t("page.site.name"), isPublic: true, main: <Home /> }),
};

function Home(): ReactNode {
  const { t } = usePage();
  return <h1>{t("page.site.name")}</h1>;
}
