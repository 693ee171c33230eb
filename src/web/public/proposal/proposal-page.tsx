import type { OutputOf, RefusedForm } from "#base";
import { categoryOfAction, frais, offerKind, publicServed, wayIn } from "#directory";
import { askProposalLink, previewProposal, readProposedEntry, sendProposal } from "#exchange/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { refusalIn } from "../../refusal.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { comingFields } from "../../ui/coming-fields.ts";
import type { FormField } from "../../ui/form-field.ts";
import { Notice } from "../../ui/notice.tsx";
import { Trap } from "../trap.tsx";
import { EntryPlaceField, placeOfEntry, type EntryPlace } from "./entry-place.tsx";
import { ProposedEntry } from "./proposed-entry.tsx";

type Proposed = OutputOf<typeof readProposedEntry>;
type Preview = OutputOf<typeof previewProposal>;

/** `/proposer/nouvelle`: an association that is not in the directory yet asks for its link. */
const askPage: PageDefinition = {
  path: "/proposer/nouvelle",
  part: "directory",
  open: ({ t }) => ({
    title: t("page.propose.title"),
    description: t("page.propose.lead"),
    main: <Ask />,
  }),
};

/** `/proposer/lien-envoye`: what to do now. */
const sentPage: PageDefinition = {
  path: "/proposer/lien-envoye",
  part: "directory",
  open: ({ t }) => ({ title: t("page.propose.sentTitle"), main: <LinkSent /> }),
};

/** `/r/proposition/:token`: the entry to write, to see, to send; then what became of it. */
const proposalPage: PageDefinition = {
  path: "/r/proposition/:token",
  part: "directory",
  open: async (context) => {
    const { t, call, params, refused } = context;
    const token = params["token"] ?? "";
    const proposed = await call(readProposedEntry, { token });
    const preview = await previewOf(context, token, refused);
    const place = preview === null ? null : await placeWritten(context, refused);
    return {
      title: t("page.propose.title"),
      main: <Proposal proposed={proposed} token={token} preview={preview} place={place} />,
    };
  },
};

/** The pages by which an association proposes its entry. */
export const proposalPages: readonly PageDefinition[] = [askPage, sentPage, proposalPage];

const texts = [
  "name",
  "organizationName",
  "kind",
  "category",
  "description",
  "street",
  "postcode",
  "city",
  "hours",
  "phone",
  "email",
  "website",
  "welcome",
] as const;
/** Texts of what is folded away. */
const foldedTexts = ["groupSize", "transport", "area", "areaPlaces"] as const;

/** Refusals after which everything that was written can be read, and is shown as it will look. */
const seeable: ReadonlySet<string> = new Set(["exchange.proposalToSee", "exchange.entryExists"]);

/** What was written, as it will look; null while there is something to put right first. */
async function previewOf(
  { call }: PageContext,
  token: string,
  refused: RefusedForm | null,
): Promise<Preview | null> {
  if (refused?.action !== sendProposal.name || !seeable.has(refused.code)) return null;
  const typed = (name: string): string | undefined => refused.values[name]?.at(-1) || undefined;
  const listed = (name: string): readonly string[] => refused.values[name] ?? [];
  const isTicked = (name: string): boolean => typed(name) === "true";
  const written = Object.fromEntries(
    [...texts, ...foldedTexts].map((name) => [name, typed(name)]).filter(([, value]) => value),
  );
  try {
    return await call(previewProposal, {
      token,
      ...written,
      frais: listed("frais").filter((code) => frais.has(code)),
      publics: listed("publics").filter((code) => publicServed.has(code)),
      waysIn: listed("waysIn").filter((code) => wayIn.has(code)),
      onlyPublics: isTicked("onlyPublics"),
      fetchesPeople: isTicked("fetchesPeople"),
    } as never);
  } catch (error) {
    if (refusalIn(error) === null) throw error;
    return null;
  }
}

/** Where the address that was written is, to be confirmed. */
function placeWritten(context: PageContext, refused: RefusedForm | null): Promise<EntryPlace | null> {
  const typed = (name: string): string | undefined => refused?.values[name]?.at(-1)?.trim() || undefined;
  return placeOfEntry(context, { street: typed("street"), postcode: typed("postcode"), city: typed("city") });
}

function Ask(): ReactNode {
  const { t, href, locale } = usePage();
  return (
    <div className="column">
      <h1>{t("page.propose.title")}</h1>
      <p className="lead">{t("page.propose.lead")}</p>
      <ol className="steps">
        <li>{t("page.propose.step1")}</li>
        <li>{t("page.propose.step2")}</li>
        <li>{t("page.propose.step3")}</li>
      </ol>
      <ActionForm
        action={askProposalLink}
        submit={t("page.propose.ask")}
        fields={[
          { name: "locale", label: "", control: "hidden", value: locale },
          {
            name: "address",
            label: t("page.keep.address"),
            hint: t("page.propose.addressHint"),
            control: "email",
            autocomplete: "email",
          },
        ]}
      >
        <Trap />
      </ActionForm>
      <p>
        <a className="more" href={href("/proposer")}>
          {t("page.propose.already")}
        </a>
      </p>
    </div>
  );
}

function LinkSent(): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{t("page.propose.sentTitle")}</h1>
      <p className="lead">{t("page.propose.sentLead")}</p>
      <p>
        <a className="more" href={href("/proposer/nouvelle")}>
          {t("page.propose.again")}
        </a>
      </p>
    </div>
  );
}

interface ProposalProps {
  readonly proposed: Proposed;
  readonly token: string;
  readonly preview: Preview | null;
  /** Where its address is; null where nobody was asked. */
  readonly place: EntryPlace | null;
}

function Proposal({ proposed, token, preview, place }: ProposalProps): ReactNode {
  const { t, refused } = usePage();
  const { state, sent } = proposed;
  const isWriting = refused?.action === sendProposal.name;
  const mayWrite = state === "none" || state === "waiting";
  return (
    <div className="column">
      <h1>{t(state === "none" ? "page.propose.title" : "page.propose.statusTitle")}</h1>
      {isWriting ? null : <State proposed={proposed} />}
      {preview === null ? null : (
        <Checked preview={preview} hasPlace={place !== null && place.found !== null} />
      )}
      {sent !== null && !isWriting ? <ProposedEntry entry={sent} heading="h2" /> : null}
      {mayWrite && (state === "none" || isWriting) ? (
        <WriteForm
          token={token}
          isSeen={preview !== null && refused?.code === "exchange.proposalToSee"}
          place={place}
        />
      ) : null}
      {state === "waiting" && !isWriting ? (
        <details className="disclosure">
          <summary>{t("page.propose.change")}</summary>
          <WriteForm token={token} isSeen={false} place={null} />
        </details>
      ) : null}
    </div>
  );
}

/** What became of it, in words, and the next step. */
function State({ proposed }: { readonly proposed: Proposed }): ReactNode {
  const { t, href } = usePage();
  const { state, refusal, offerId } = proposed;
  if (state === "none") return <p className="lead">{t("page.propose.writeLead")}</p>;
  return (
    <>
      <Notice tone={state === "shown" ? "success" : "plain"}>
        <p>{t(`page.propose.state.${state}`)}</p>
        {refusal === null ? null : (
          <p>{t("page.propose.because", { reason: t(`code.rowRefusal.${refusal}`) })}</p>
        )}
      </Notice>
      {state === "shown" ? (
        <p>
          <a className="button button-main" href={href(`/lieu/${offerId}`)}>
            {t("page.keep.see")}
          </a>{" "}
          <a className="button button-quiet" href={href("/proposer", { fiche: offerId })}>
            {t("page.keep.linkText")}
          </a>
        </p>
      ) : null}
    </>
  );
}

/** The entry as it will look, what moderators look at first, and one that is there already. */
function Checked({
  preview,
  hasPlace,
}: {
  readonly preview: Preview;
  /** Whether a place waits to be confirmed below: until then nothing is said of it. */
  readonly hasPlace: boolean;
}): ReactNode {
  const { t, href, refused } = usePage();
  const shown = hasPlace ? { ...preview.shown, positionPrecision: null } : preview.shown;
  const existing = refused?.code === "exchange.entryExists" ? refused.params["offer"] : undefined;
  return (
    <>
      {typeof existing === "string" ? (
        <Notice>
          <p>
            <a href={href(`/lieu/${existing}`)}>{t("page.propose.seeExisting")}</a>
          </p>
          <p>
            <a className="button button-main" href={href("/proposer", { fiche: existing })}>
              {t("page.propose.claim")}
            </a>
          </p>
        </Notice>
      ) : null}
      <section aria-labelledby="as-shown">
        <h2 id="as-shown">{t("page.propose.asShown")}</h2>
        <ProposedEntry entry={shown} heading="h3" />
        {preview.suspicions.length > 0 ? (
          <p>
            {t("page.propose.looked", {
              reasons: preview.suspicions.map((code) => t(`code.suspicion.${code}`)).join(", "),
            })}
          </p>
        ) : null}
      </section>
    </>
  );
}

interface WriteFormProps {
  readonly token: string;
  /** Whether it was shown as it will look. */
  readonly isSeen: boolean;
  readonly place: EntryPlace | null;
}

function WriteForm({ token, isSeen, place }: WriteFormProps): ReactNode {
  const { t, refused, addressService } = usePage();
  const field = (name: (typeof texts)[number], more: Partial<FormField> = {}): FormField => ({
    name,
    label: t(`page.propose.${name}`),
    lang: "fr",
    ...more,
  });
  const kinds = offerKind.codes.filter((code) => code !== "helpline");
  return (
    <ActionForm
      action={sendProposal}
      params={{ token }}
      submit={t(isSeen ? "page.propose.send" : "page.propose.look")}
      fields={[
        field("name", { hint: t("page.propose.nameHint") }),
        field("organizationName"),
        field("kind", {
          control: "radios",
          choices: kinds.map((value) => ({ value, label: t(`code.offerKind.${value}`) })),
        }),
        field("category", {
          control: "radios",
          choices: categoryOfAction.codes.map((value) => ({ value, label: t(`page.way.${value}`) })),
        }),
        field("description", { control: "textarea", hint: t("page.propose.descriptionHint") }),
        field(
          "street",
          addressService === null
            ? {}
            : { hint: t("page.propose.streetHint", { service: addressService.name }) },
        ),
        field("postcode", { inputmode: "numeric" }),
        field("city"),
        field("hours", { hint: t("page.keep.hours.hint"), spellcheck: false }),
        {
          name: "frais",
          label: t("page.keep.frais"),
          control: "checkboxes",
          choices: frais.codes.map((value) => ({ value, label: t(`code.frais.${value}`) })),
        },
        field("welcome", { hint: t("page.propose.welcomeHint") }),
        field("phone", { inputmode: "tel" }),
        field("email", { control: "email", hint: t("page.propose.emailHint") }),
        field("website", { control: "text", inputmode: "url" }),
        ...comingFields({ t }),
        ...(refused?.code === "exchange.entryExists" || refused?.values["isOther"]?.includes("true")
          ? [
              {
                name: "isOther",
                label: t("page.propose.isOther"),
                control: "checkbox",
                isNeeded: true,
              } as const,
            ]
          : []),
        ...(isSeen
          ? [
              {
                name: "isSeen",
                label: t("page.propose.isSeen"),
                control: "checkbox",
                isNeeded: true,
              } as const,
            ]
          : []),
      ]}
    >
      {place === null ? null : <EntryPlaceField place={place} />}
    </ActionForm>
  );
}
