import type { Person } from "#pathway";
import { prepareLetter, sendOwnPage } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";

/** Channels by which a link can go: agreed to, and with an address. */
function channelsOf(file: Person): readonly ("sms" | "email")[] {
  return (["sms", "email"] as const).filter(
    (channel) => file.contactChannels.includes(channel) && (channel === "sms" ? file.phone : file.email),
  );
}

/** Sending the person the link to their own page; says what is missing where it cannot go. */
export function OwnPageLink({ file }: { readonly file: Person }): ReactNode {
  const { t, refused } = usePage();
  const channels = channelsOf(file);
  return (
    <section aria-labelledby="page-personnelle">
      <h2 id="page-personnelle">{t("pro.ownPage.title")}</h2>
      <p>{t("pro.ownPage.lead")}</p>
      {channels.length === 0 ? (
        <p className="quiet">{t("pro.ownPage.none")}</p>
      ) : (
        <details className="disclosure" open={refused?.action === sendOwnPage.name}>
          <summary>{t("pro.ownPage.send")}</summary>
          <ActionForm
            action={sendOwnPage}
            params={{ personId: file.id }}
            fields={[
              {
                name: "channel",
                label: t("pro.ownPage.channel"),
                control: "radios",
                choices: channels.map((value) => ({ value, label: t(`code.contactChannel.${value}`) })),
                value: channels[0],
              },
              { name: "agreedName", label: t("pro.ownPage.name"), hint: t("pro.ownPage.name.hint") },
              {
                name: "callbackPhone",
                label: t("pro.ownPage.phone"),
                control: "tel",
                inputmode: "tel",
              },
              {
                name: "showsSaid",
                label: t("pro.ownPage.said"),
                hint: t("pro.ownPage.said.hint"),
                control: "radios",
                choices: ["false", "true"].map((value) => ({ value, label: t(`pro.ownPage.said.${value}`) })),
                value: "false",
              },
            ]}
            submit={t("pro.ownPage.submit")}
          />
        </details>
      )}
      {file.contactChannels.includes("post") ? (
        <details className="disclosure" open={refused?.action === prepareLetter.name}>
          <summary>{t("pro.letter.prepare")}</summary>
          <ActionForm
            action={prepareLetter}
            params={{ personId: file.id }}
            tone="quiet"
            fields={[
              { name: "agreedName", label: t("pro.ownPage.name"), hint: t("pro.ownPage.name.hint") },
              { name: "callbackPhone", label: t("pro.ownPage.phone"), control: "tel", inputmode: "tel" },
            ]}
            submit={t("pro.letter.prepare")}
          >
            <p className="hint">{t("pro.letter.hint")}</p>
          </ActionForm>
        </details>
      ) : null}
    </section>
  );
}
