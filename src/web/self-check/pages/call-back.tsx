import { hasPart } from "#base";
import { listHelplines, type Helpline } from "#directory/actions";
import { callChannel, callMoment, mayBeSaid } from "#pathway";
import { readSelfCheck, requestCall, type OfferedQueue } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContent, PageContext, PageDefinition } from "../../page.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";
import type { Translate } from "../../speaker.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { FormField } from "../../ui/form-field.ts";
import { Helplines } from "../../ui/helplines.tsx";
import { Notice } from "../../ui/notice.tsx";
import { queueFor, QueueFacts } from "../call-back-offer.tsx";

/** `/faire-le-point/rappel/demande`: leaves a number, where somebody can call back. */
export const callBackPage: PageDefinition = {
  path: "/faire-le-point/rappel/demande",
  part: "persons",
  open,
};

async function open(context: PageContext): Promise<PageContent> {
  const { t, call, query, refused, profile } = context;
  const sheet = hasPart(profile, "directory") ? await call(readSelfCheck, {}) : null;
  const said = refused?.values["townCode"]?.at(-1) ?? sheet?.town ?? query.get("commune");
  const town = said && /^[0-9][0-9AB][0-9]{3}$/.test(said) ? said : null;
  const queue = sheet?.isMinor ? null : await queueFor(context, town);
  const title = t("page.callBack.title");
  if (queue && town) return { title, main: <Ask queue={queue} town={town} /> };
  const { lines } = await call(listHelplines, {});
  const reason = sheet?.isMinor ? "minor" : town ? "none" : "townFirst";
  return { title, status: refused ? 409 : 200, main: <NoQueue lines={lines} reason={reason} /> };
}

function Ask({ queue, town }: { readonly queue: OfferedQueue; readonly town: string }): ReactNode {
  const { t, locale } = usePage();
  return (
    <div className="step">
      <h1>{t("page.callBack.title")}</h1>
      <QueueFacts queue={queue} />
      <h2>{t("page.callBack.now")}</h2>
      <CrisisCard />
      <h2>{t("page.callBack.form")}</h2>
      <p>{t("page.callBack.kept")}</p>
      <ActionForm
        action={requestCall}
        submit={t("page.callBack.submit")}
        fields={[
          { name: "controllerId", label: "", control: "hidden", value: queue.controllerId },
          { name: "townCode", label: "", control: "hidden", value: town },
          { name: "locale", label: "", control: "hidden", value: locale },
          ...callFields(t),
        ]}
      />
    </div>
  );
}

function callFields(t: Translate): readonly FormField[] {
  const choicesOf = (list: { readonly name: string; readonly codes: readonly string[] }) =>
    list.codes.map((code) => ({ value: code, label: t(`code.${list.name}.${code}`) }));
  const label = (name: string): string => t(`page.callBack.${name}`);
  return [
    { name: "callerName", label: label("callerName"), hint: label("callerName.hint"), autocomplete: "off" },
    { name: "phone", label: label("phone"), control: "tel", inputmode: "tel", autocomplete: "off" },
    {
      name: "channel",
      label: label("channel"),
      control: "radios",
      choices: choicesOf(callChannel),
      value: "phone",
    },
    { name: "moments", label: label("moments"), hint: label("moments.hint"), choices: choicesOf(callMoment) },
    {
      name: "mayBeSaid",
      label: label("mayBeSaid"),
      hint: label("mayBeSaid.hint"),
      control: "radios",
      choices: choicesOf(mayBeSaid),
      value: "nothing",
    },
    { name: "mayLeaveVoicemail", label: label("voicemail"), control: "checkbox" },
    { name: "agreedName", label: label("agreedName"), hint: label("agreedName.hint"), autocomplete: "off" },
    { name: "agreedWord", label: label("agreedWord"), hint: label("agreedWord.hint"), autocomplete: "off" },
    { name: "words", label: label("words"), hint: label("words.hint"), control: "textarea" },
    { name: "isAdult", label: label("isAdult"), control: "checkbox" },
  ];
}

function NoQueue(props: {
  readonly lines: readonly Helpline[];
  readonly reason: "minor" | "none" | "townFirst";
}): ReactNode {
  const { t, href, refused } = usePage();
  return (
    <div className="column">
      <h1>{t("page.callBack.title")}</h1>
      {refused ? (
        <Notice tone="danger">{t(`error.${refused.code}`, refused.params)}</Notice>
      ) : (
        <p className="lead">{t(`page.callBack.${props.reason}`)}</p>
      )}
      <h2>{t("page.selfCheck.lines")}</h2>
      <Helplines lines={props.lines} />
      <p>
        <a className="more" href={href("/")}>
          {t("page.selfCheck.young.directory")}
        </a>
      </p>
    </div>
  );
}
