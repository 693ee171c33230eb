import { closeOwnCall } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { Notice } from "../../ui/notice.tsx";
import { ActButton } from "../act-button.tsx";
import { dayInWords } from "../day.ts";

/** That the person asks to be called, until somebody says that they called. */
export function OwnCall({
  personId,
  since,
}: {
  readonly personId: string;
  readonly since: string;
}): ReactNode {
  const { t, format } = usePage();
  return (
    <Notice tone="human">
      <p>
        <strong>{t("pro.ownCall.asked", { day: dayInWords(format, since) })}</strong>
      </p>
      <ActButton action={closeOwnCall} params={{ personId }} values={{}} label={t("pro.ownCall.done")} />
    </Notice>
  );
}
