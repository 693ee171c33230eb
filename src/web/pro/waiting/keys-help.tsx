import { Fragment, type ReactNode } from "react";
import { usePage } from "../../context.ts";

const keys = [
  { keys: ["j", "↓"], does: "next" },
  { keys: ["k", "↑"], does: "previous" },
  { keys: ["⏎"], does: "step" },
  { keys: ["o"], does: "person" },
  { keys: ["x"], does: "choose" },
  { keys: ["e"], does: "aside" },
  { keys: ["u"], does: "undo" },
  { keys: ["?"], does: "help" },
] as const;

/** What the keys of the queue do, and how to do without them; shown where the script runs. */
export function KeysHelp(): ReactNode {
  const { t } = usePage();
  return (
    <>
      <p className="apart not-printed">
        <button type="button" className="button button-quiet" data-keys-open data-needs-script hidden>
          {t("pro.waiting.keys")}
        </button>
      </p>
      <dialog className="keys" aria-labelledby="keys-title" data-keys-help>
        <h2 id="keys-title">{t("pro.waiting.keys.title")}</h2>
        <dl className="facts">
          {keys.map((one) => (
            <Fragment key={one.does}>
              <dt>
                {one.keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{t(`pro.waiting.keys.${one.does}`)}</dd>
            </Fragment>
          ))}
        </dl>
        <p className="check">
          <label>
            <input type="checkbox" data-keys-off /> {t("pro.waiting.keys.off")}
          </label>
        </p>
        <form method="dialog">
          <button type="submit" className="button button-main">
            {t("pro.waiting.keys.close")}
          </button>
        </form>
      </dialog>
    </>
  );
}
