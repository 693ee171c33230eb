import type { Person } from "#pathway";
import { Fragment, type ReactNode } from "react";
import { usePage } from "../../context.ts";
import { mailAddress, PhoneLink } from "../../ui/contact.tsx";

/** How, when and in what words a person wants to be reached: the number is a link only where the person allows a call. */
export function Contact({ file }: { readonly file: Person }): ReactNode {
  const { t } = usePage();
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
    ["mayLeaveVoicemail", t(`pro.person.mayLeaveVoicemail.${file.mayLeaveVoicemail ?? "unknown"}`)],
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
      </dl>
    </section>
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
