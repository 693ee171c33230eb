import { listHelplines } from "#directory/actions";
import { decidePathway, previewPathway, readTerritoryPathway, resetPathway } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { asInput, askedChoices, choicesAsTexts, type AskedChoices } from "./asked-choices.ts";
import { ChoicesForm } from "./choices-form.tsx";
import { Examples } from "./examples.tsx";
import { History } from "./history.tsx";
import { shortName, type ShownPathway } from "./shown-pathway.ts";

/** `/pro/parcours`: what the territory chose of the pathway, what a change would do, and the way back to the catalogue. */
export const territoryPathwayPage: PageDefinition = {
  path: "/pro/parcours",
  part: "persons",
  open: async (context) => {
    const { t, call, actor } = context;
    const [read, { lines }] = await Promise.all([call(readTerritoryPathway, {}), call(listHelplines, {})]);
    const mayDecide = decidePathway.allow.check(actor, undefined).allowed;
    const asked = mayDecide ? askedChoices(context) : null;
    const shown: ShownPathway = {
      read,
      asked,
      preview: asked === null ? null : await previewOf(context, asked),
      lineNames: new Map(lines.map(({ id, name }) => [id, name])),
      mayDecide,
    };
    return { title: t("pro.pathway.title"), main: <TerritoryPathway shown={shown} /> };
  },
};

async function previewOf({ call }: PageContext, asked: AskedChoices): Promise<ShownPathway["preview"]> {
  const input = previewPathway.input.safeParse(asInput(asked));
  return input.success ? call(previewPathway, input.data) : null;
}

function TerritoryPathway({ shown }: { readonly shown: ShownPathway }): ReactNode {
  const { t, href } = usePage();
  const { read, asked, preview, mayDecide } = shown;
  return (
    <div className="column">
      <p>
        <a href={href("/pro/instruments")}>{t("pro.instruments.title")}</a>
        {" · "}
        <a href={href("/pro/delais")}>{t("pro.delays.title")}</a>
      </p>
      <h1>{t("pro.pathway.title")}</h1>
      <p className="lead">{t("pro.pathway.lead")}</p>
      <p>{t(read.isDefault ? "pro.pathway.isDefault" : "pro.pathway.isChosen")}</p>
      {asked === null ? null : <Preview shown={shown} asked={asked} preview={preview} />}
      {mayDecide ? (
        <ChoicesForm shown={shown} from={asked ?? choicesAsTexts(read.choices)} />
      ) : (
        <Notice>{t("pro.pathway.notYours")}</Notice>
      )}
      {mayDecide && !read.isDefault ? <Reset /> : null}
      <History decisions={read.decisions} mayDecide={mayDecide} />
    </div>
  );
}

function Preview(props: {
  readonly shown: ShownPathway;
  readonly asked: AskedChoices;
  readonly preview: ShownPathway["preview"];
}): ReactNode {
  const { t } = usePage();
  const { shown, asked, preview } = props;
  const before = choicesAsTexts(shown.read.choices);
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{t("pro.pathway.preview")}</h2>
      {preview === null ? <Notice tone="danger">{t("pro.pathway.unreadable")}</Notice> : null}
      {preview?.faults.map(({ code, path }) => (
        <Notice key={code + path} tone="danger">
          {t(`pro.pathway.fault.${code}`)}
        </Notice>
      ))}
      {preview?.changed.length === 0 ? <p>{t("pro.pathway.unchanged")}</p> : null}
      <dl>
        {preview?.changed.map((field) => (
          <div key={field}>
            <dt>{t(`pro.pathway.${field}`)}</dt>
            <dd>
              {t("pro.pathway.from", { value: inWords(t, shown, before, field) })}
              <br />
              <strong>{t("pro.pathway.to", { value: inWords(t, shown, asked, field) })}</strong>
            </dd>
          </div>
        ))}
      </dl>
      {preview === null ? null : <Examples examples={preview.examples} />}
      {preview !== null && preview.faults.length === 0 && preview.changed.length > 0 ? (
        <ActionForm
          action={decidePathway}
          submit={t("pro.pathway.decide")}
          fields={[{ name: "reason", label: t("pro.pathway.reason"), hint: t("pro.pathway.reason.hint") }]}
        >
          {Object.entries(asked).flatMap(([name, values]) =>
            values.map((value) => <input key={name + value} type="hidden" name={name} value={value} />),
          )}
        </ActionForm>
      ) : null}
    </section>
  );
}

/** The values of a field in words; "none" where there are none. */
function inWords(
  t: PageContext["t"],
  { lineNames }: Pick<ShownPathway, "lineNames">,
  choices: AskedChoices,
  field: string,
): string {
  const values = Object.entries(choices).find(([name]) => name === field)?.[1] ?? [];
  const named = values.map((value) => {
    if (field === "minimumAge" || field === "olderFrom") return t("pro.pathway.years", { age: value });
    if (field === "modules") return t(`page.module.${value}.link`);
    if (/From$|UpTo$/.test(field)) return value;
    return field === "supportLines" ? (lineNames.get(value) ?? value) : shortName(value);
  });
  return named.length === 0 ? t("pro.pathway.none") : named.join(", ");
}

function Reset(): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="reset">
      <h2 id="reset">{t("pro.pathway.reset")}</h2>
      <p>{t("pro.pathway.reset.lead")}</p>
      <ActionForm
        action={resetPathway}
        submit={t("pro.pathway.reset")}
        tone="quiet"
        fields={[{ name: "reason", label: t("pro.pathway.reason"), hint: t("pro.pathway.reason.hint") }]}
      />
    </section>
  );
}
