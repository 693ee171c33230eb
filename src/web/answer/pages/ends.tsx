import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";

/** `/r/envoye`: a new link was asked for. Says the same whether one went or not. */
export const linkAskedPage: PageDefinition = {
  path: "/r/envoye",
  part: "persons",
  open: ({ t }) => ({ title: t("page.answer.title"), main: <Said name="asked" /> }),
};

/** `/r/fini`: the session of the link is closed on this device. */
export const leftPage: PageDefinition = {
  path: "/r/fini",
  part: "persons",
  open: ({ t }) => ({ title: t("page.answer.title"), main: <Said name="left" /> }),
};

function Said({ name }: { readonly name: "asked" | "left" }): ReactNode {
  const { t } = usePage();
  return (
    <div className="column answer">
      <h1>{t(`page.answer.${name}.title`)}</h1>
      <p className="lead">{t(`page.answer.${name}.lead`)}</p>
    </div>
  );
}
