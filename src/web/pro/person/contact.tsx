import type { OutputOf } from "#base";
import { confirmingWays, contactWay, type Person } from "#pathway";
import { confirmContact, type readFile } from "#pathway/actions";
import { Fragment, type ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { mailAddress, PhoneLink } from "../../ui/contact.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { dayInWords } from "../day.ts";

type PersonFile = OutputOf<typeof readFile>;

/** How, when and in what words a person wants to be reached: the number is a link only where the person allows a call. */
export function Contact({
  file,
  mayChange,
}: {
  readonly file: PersonFile;
  readonly mayChange: boolean;
}): ReactNode {
  const { t, format } = usePage();
  const channels = file.contactChannels.map((code) => t(`code.contactChannel.${code}`));
  const lines: readonly (readonly [string, ReactNode])[] = [
    [
      "contactChannels",
      channels.length > 0 ? channels.join(", ") : <strong>{t("pro.person.noContact")}</strong>,
    ],
    ["phone", file.phone ? <Phone file={file} phone={file.phone} /> : null],
    ["email", file.email ? <Email file={file} email={file.email} /> : null],
    [
      "contactMoments",
      file.contactMoments.map((code) => t(`code.contactMoment.${code}`)).join(" · ") ||
        t("pro.person.contactMoments.any"),
    ],
    ["contactHours", file.contactHours],
    ["contactWords", file.contactWords],
    ["mayLeaveVoicemail", voicemailOf(t, file)],
    ["preferredLocale", t(`pro.language.${file.preferredLocale}`)],
  ];
  return (
    <section aria-labelledby="contact">
      <h2 id="contact">{t("pro.story.contact")}</h2>
      <dl className="facts facts-wide">
        {lines.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{t(`pro.person.${name}`)}</dt>
            <dd dir="auto">{value ?? t("pro.person.unknown")}</dd>
          </Fragment>
        ))}
        <dt>{t("pro.contact.confirmedOn")}</dt>
        <dd>{dayInWords(format, file.contactConfirmedAt)}</dd>
      </dl>
      {file.contactChannels.length > 0 ? <StillRight file={file} mayChange={mayChange} /> : null}
    </section>
  );
}

/** Nobody knows who listens, once the rules are to be confirmed. */
function voicemailOf(t: ReturnType<typeof usePage>["t"], file: PersonFile): string {
  if (file.mayLeaveVoicemail === true && file.contactRules !== "confirmed")
    return t("pro.contact.noVoicemail");
  return t(`pro.person.mayLeaveVoicemail.${file.mayLeaveVoicemail ?? "unknown"}`);
}

/** Whether the rules are still right, and saying that the person said so. */
function StillRight({
  file,
  mayChange,
}: {
  readonly file: PersonFile;
  readonly mayChange: boolean;
}): ReactNode {
  const { t, newKey } = usePage();
  return (
    <>
      {file.contactRules === "confirmed" ? null : (
        <Notice tone={file.contactRules === "late" ? "danger" : "human"}>
          <p>{t(`pro.contact.${file.contactRules}`)}</p>
        </Notice>
      )}
      {mayChange ? (
        <FoldedForm summary={t("pro.contact.confirm")} action={confirmContact}>
          <ActionForm
            action={confirmContact}
            params={{ personId: file.id }}
            version={file.version}
            fields={[
              { name: "id", label: "", control: "hidden", value: newKey() },
              {
                name: "way",
                label: t("pro.contact.confirm.way"),
                hint: t("pro.contact.confirm.hint"),
                control: "radios",
                choices: confirmingWays.map((value) => ({
                  value,
                  label: t(`code.${contactWay.name}.${value}`),
                })),
              },
            ]}
            submit={t("pro.contact.confirm")}
            tone="quiet"
          />
        </FoldedForm>
      ) : null}
    </>
  );
}

function Phone({ file, phone }: { readonly file: Person; readonly phone: string }): ReactNode {
  const { t } = usePage();
  const isAllowed = file.contactChannels.includes("phone") || file.contactChannels.includes("sms");
  return isAllowed ? <PhoneLink number={phone} /> : `${phone} (${t("pro.story.notByThis")})`;
}

function Email({ file, email }: { readonly file: Person; readonly email: string }): ReactNode {
  const { t } = usePage();
  if (!file.contactChannels.includes("email")) return `${email} (${t("pro.story.notByThis")})`;
  return <a href={mailAddress(email)}>{email}</a>;
}
