import { emptyNetwork } from "#network";
import { localDateAt } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { Prompts } from "./map-form.tsx";
import { drawNetwork, layoutIn } from "./network-drawing.ts";
import { Drawn } from "./network-picture.tsx";
import { networkWords } from "./network-words.ts";

/** The map on paper: how to, questions that bring people to mind, then circles to write in. For who has no JavaScript. */
export function MapSheet(): ReactNode {
  const { t, locale, now } = usePage();
  const words = networkWords(locale, t);
  const nobody = emptyNetwork(localDateAt(now, "UTC"));
  const circles = drawNetwork(nobody, layoutIn(nobody, words), words);
  return (
    <section className="network-sheet" aria-labelledby="network-sheet" data-sheet>
      <h2 id="network-sheet">{t("page.network.sheet.title")}</h2>
      <noscript>
        <p>{t("page.network.sheet.noScript")}</p>
      </noscript>
      <ol>
        {["write", "place", "mark", "yours"].map((step) => (
          <li key={step}>{t(`page.network.sheet.${step}`)}</li>
        ))}
      </ol>
      <h3>{t("page.network.prompts.title")}</h3>
      <Prompts />
      <div className="network-paper">
        <Drawn
          node={{
            ...circles,
            attributes: { ...circles.attributes, "aria-label": t("page.network.sheet.circles") },
          }}
        />
      </div>
    </section>
  );
}
