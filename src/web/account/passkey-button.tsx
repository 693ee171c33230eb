import type { Action } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** What a {@link PasskeyButton} is given. */
export interface PasskeyButtonProps {
  /** Action that gives the question, and the one that takes the answer. */
  readonly start: Pick<Action, "path">;
  readonly finish: Pick<Action, "path">;
  readonly kind: "create" | "get";
  readonly label: string;
  /** Where success leads, without language prefix. */
  readonly done: string;
}

/**
 * A button that works a passkey. WebAuthn needs JavaScript: without it the button is not there and a sentence says why.
 */
export function PasskeyButton({ start, finish, kind, label, done }: PasskeyButtonProps): ReactNode {
  const { t, href } = usePage();
  return (
    <div
      data-island="passkey"
      data-kind={kind}
      data-start={`/api/v1${start.path}`}
      data-finish={`/api/v1${finish.path}`}
      data-done={href(done)}
      data-waiting={t("pro.account.passkey.waiting")}
      data-failed={t("pro.account.passkey.failed")}
    >
      <noscript>
        <p className="hint">{t("pro.account.passkeys.needScript")}</p>
      </noscript>
      {kind === "create" ? (
        <div className="field" data-needs-script hidden>
          <label htmlFor="passkey-name">{t("pro.account.passkeys.name")}</label>
          <p className="hint" id="passkey-name-hint">
            {t("pro.account.passkeys.example")}
          </p>
          <input
            className="control"
            id="passkey-name"
            name="name"
            maxLength={80}
            aria-describedby="passkey-name-hint"
            autoComplete="off"
          />
        </div>
      ) : null}
      <p className="form-end" data-needs-script hidden>
        <button type="button" className="button button-quiet">
          {label}
        </button>
      </p>
      <output aria-live="polite" />
    </div>
  );
}
