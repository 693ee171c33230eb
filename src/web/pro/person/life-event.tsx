import { lifeEvent, type Person } from "#pathway";
import { recordLifeEvent } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ActButton } from "../act-button.tsx";

/** What happened that stops everything, with the way back; before the story, because it changes how all of it is read. */
export function LifeEventNotice({
  file,
  mayChange,
}: {
  readonly file: Person;
  readonly mayChange: boolean;
}): ReactNode {
  const { t } = usePage();
  if (file.lifeEvent === null) return null;
  return (
    <Notice tone="human">
      <p>
        <strong>{t("pro.lifeEvent.now", { event: t(`code.${lifeEvent.name}.${file.lifeEvent}`) })}</strong>
      </p>
      {mayChange ? (
        <ActButton
          action={recordLifeEvent}
          params={{ personId: file.id }}
          values={{ event: "back" }}
          label={t("pro.lifeEvent.back")}
        />
      ) : null}
    </Notice>
  );
}

/** Recording what happened: folded, because it is rare and stops everything. */
export function LifeEventForm({ file }: { readonly file: Person }): ReactNode {
  const { t, refused } = usePage();
  if (file.lifeEvent !== null) return null;
  return (
    <details className="disclosure" open={refused?.action === recordLifeEvent.name}>
      <summary>{t("pro.lifeEvent.title")}</summary>
      <p>{t("pro.lifeEvent.lead")}</p>
      <ActionForm
        action={recordLifeEvent}
        params={{ personId: file.id }}
        fields={[
          {
            name: "event",
            label: t("pro.lifeEvent.event"),
            control: "radios",
            choices: lifeEvent.codes.map((code) => ({
              value: code,
              label: t(`code.${lifeEvent.name}.${code}`),
            })),
          },
        ]}
        submit={t("pro.lifeEvent.submit")}
        tone="danger"
      />
    </details>
  );
}
