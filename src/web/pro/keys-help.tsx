import { Fragment, type ReactNode } from "react";
import { usePage } from "../context.ts";

/** What {@link KeysHelp} is given. */
export interface KeysHelpProps {
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
  /** Beginning of the keys of its words. */
  readonly words: string;
}

/** What the keys of a page do, and how to do without them; shown where the script runs. */
export function KeysHelp({ keys, words }: KeysHelpProps): ReactNode {
  const { t } = usePage();
  return (
    <>
      <p className="apart not-printed">
        <button type="button" className="button button-quiet" data-keys-open data-needs-script hidden>
          {t("pro.waiting.keys")}
        </button>
      </p>
      <dialog className="keys" aria-labelledby="keys-title" data-keys-help>
        <h2 id="keys-title">{t(`${words}.title`)}</h2>
        <dl className="facts">
          {keys.map((one) => (
            <Fragment key={one.does}>
              <dt>
                {one.keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{t(`${words}.${one.does}`)}</dd>
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
