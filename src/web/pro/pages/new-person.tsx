import { listOrganisations } from "#access/actions";
import { controllersOf, localeSchema } from "#base";
import type { Person } from "#pathway";
import { openFile, readCallRequest, type CallRequest } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import type { Translate } from "../../speaker.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { Choice, FormField } from "../../ui/form-field.ts";
import { AlikeNotice, alikeIn, type AlikePersons } from "../person/alike-notice.tsx";
import { personFormFields } from "../person-fields.ts";

/** `/pro/personnes/nouvelle`: opens a person's file; `?demande=` brings what a request to be called already said. */
export const newPersonPage: PageDefinition = {
  path: "/pro/personnes/nouvelle",
  part: "persons",
  open: async (context) => {
    const { t, call, actor, refused } = context;
    const own = controllersOf(actor);
    const organisations = own.length > 1 ? (await call(listOrganisations, {})).organisations : [];
    const choices = organisations
      .filter(({ id }) => own.includes(id))
      .map(({ id, name }) => ({ value: id, label: name }));
    return {
      title: t("pro.newPerson.title"),
      main: (
        <NewPerson
          organisations={choices}
          known={await prefillOf(context)}
          alike={await alikeIn(call, refused)}
        />
      ),
    };
  },
};

/**
 * What is known before anything is typed: from the request to be called of that id, or what the address says itself, in
 * which nothing may name anybody.
 */
async function prefillOf({ query, call, t }: PageContext): Promise<Known> {
  const requestId = query.get("demande");
  if (requestId !== null) return fromRequest(t, await call(readCallRequest, { requestId }));
  const locale = localeSchema.safeParse(query.get("langue"));
  const town = query.get("commune") ?? "";
  return {
    callRequestId: null,
    ...(locale.success ? { preferredLocale: locale.data } : {}),
    ...(/^[0-9][0-9AB][0-9]{3}$/.test(town) ? { townCode: town } : {}),
  };
}

/** What somebody left who wishes to be called, as fields of a file: nobody says the same thing twice. */
function fromRequest(t: Translate, request: CallRequest): Known {
  const locale = localeSchema.safeParse(request.locale);
  const agreed = [request.agreedName, request.agreedWord].filter(Boolean).join(", ");
  return {
    callRequestId: request.id,
    givenNames: request.callerName,
    phone: request.phone,
    townCode: request.townCode,
    contactChannels: [request.channel],
    contactHours: request.moments.map((moment) => t(`code.callMoment.${moment}`)).join(", ") || null,
    contactWords: [agreed, t(`code.mayBeSaid.${request.mayBeSaid}`)].filter(Boolean).join(" · "),
    mayLeaveVoicemail: request.mayLeaveVoicemail,
    wishes: request.words,
    ...(locale.success ? { preferredLocale: locale.data } : {}),
  };
}

/** What is known of a person whose file is about to be opened. */
interface Known extends Partial<Person> {
  /** Request to be called that the file answers, closed as such; null when there is none. */
  readonly callRequestId: string | null;
}

interface NewPersonProps {
  readonly organisations: readonly Choice[];
  readonly known: Known;
  readonly alike: AlikePersons;
}

function NewPerson({ organisations, known, alike }: NewPersonProps): ReactNode {
  const { t, newKey, refused } = usePage();
  const requestId = known.callRequestId ?? refused?.values["callRequestId"]?.at(-1);
  const organisation: FormField = {
    name: "controllerId",
    label: t("pro.newPerson.organisation"),
    control: "select",
    choices: organisations,
  };
  return (
    <div className="column">
      <h1>{t("pro.newPerson.title")}</h1>
      <p>{t("pro.newPerson.intro")}</p>
      <FourQuestions />
      <AlikeNotice persons={alike} />
      <ActionForm
        action={openFile}
        submit={t(alike.length > 0 ? "pro.alike.submit" : "pro.newPerson.submit")}
        fields={[
          { name: "id", label: "", control: "hidden", value: newKey() },
          ...(alike.length > 0
            ? []
            : [{ name: "checkAlike", label: "", control: "hidden" as const, value: "true" }]),
          ...(requestId
            ? [{ name: "callRequestId", label: "", control: "hidden" as const, value: requestId }]
            : []),
          ...(organisations.length > 0 ? [organisation] : []),
          ...personFormFields(t, known),
        ]}
      />
    </div>
  );
}

/** The four facts as four separate questions: a yes to one is no yes to another. */
function FourQuestions(): ReactNode {
  const { t } = usePage();
  return (
    <details className="disclosure">
      <summary>{t("pro.newPerson.four")}</summary>
      <ol>
        {["held", "contact", "shared", "statistics"].map((fact) => (
          <li key={fact}>{t(`pro.newPerson.four.${fact}`)}</li>
        ))}
      </ol>
    </details>
  );
}
