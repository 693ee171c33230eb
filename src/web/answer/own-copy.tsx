import type { OutputOf } from "#base";
import { askOwnCopy, exportOwn, proveOwnCopy, stopOwnHeld, type readOwnPage } from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../account/moment.ts";
import { usePage } from "../context.ts";
import { ActButton } from "../pro/act-button.tsx";
import { ActionForm } from "../ui/action-form.tsx";
import { Notice } from "../ui/notice.tsx";

type Copy = OutputOf<typeof readOwnPage>["copy"];

/** A copy of what is kept: asked for, opened by a code that went another way or by time, taken. */
export function OwnCopy({ own: { copy } }: { readonly own: { readonly copy: Copy } }): ReactNode {
  const { t, format } = usePage();
  if (copy.state === "waits") return <Waiting copy={copy} />;
  if (copy.state === "open")
    return (
      <>
        <p>
          <a className="button button-quiet" href={`/api/v1${exportOwn.path}`} download="copie.json">
            {t("page.own.export")}
          </a>
        </p>
        <p>{t("page.own.copy.open", { moment: momentInWords(format, copy.until) })}</p>
        <p className="quiet">{t("page.own.export.hint")}</p>
      </>
    );
  return (
    <>
      <ActButton action={askOwnCopy} params={{}} values={{}} label={t("page.own.copy.ask")} />
      <p className="quiet">{t("page.own.copy.hint")}</p>
      <p className="quiet">{t("page.own.export.hint")}</p>
    </>
  );
}

function Waiting({ copy }: { readonly copy: Extract<Copy, { readonly state: "waits" }> }): ReactNode {
  const { t, format } = usePage();
  return (
    <Notice tone="human">
      <p>{t("page.own.copy.waits", { moment: momentInWords(format, copy.opensAt) })}</p>
      {copy.wrong > 0 ? (
        <p>
          <strong>{t("page.own.copy.wrong", { count: copy.wrong })}</strong>
        </p>
      ) : null}
      {copy.hasCode ? (
        <>
          <p>{t("page.own.copy.sent")}</p>
          <ActionForm
            action={proveOwnCopy}
            fields={[
              {
                name: "code",
                label: t("page.own.copy.code"),
                hint: t("page.own.copy.code.hint"),
                inputmode: "numeric",
                autocomplete: "one-time-code",
              },
            ]}
            submit={t("page.own.copy.prove")}
          />
        </>
      ) : null}
      {copy.mayAskCode ? (
        <ActButton action={askOwnCopy} params={{}} values={{}} label={t("page.own.copy.again")} />
      ) : null}
      <ActButton
        action={stopOwnHeld}
        params={{ kind: "own-copy" }}
        values={{}}
        label={t("page.own.copy.stop")}
        tone="danger"
      />
    </Notice>
  );
}
