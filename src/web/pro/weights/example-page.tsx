import { accessNeed, barrierCode, exampleWishes, lifeEvent, mobilityMode, needCode } from "#directory";
import { keepMatchExample } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { FormField } from "../../ui/form-field.ts";
import { Notice } from "../../ui/notice.tsx";
import { searchedNeed, type SearchedNeed } from "./searched-need.ts";

/** `/pro/territoire/classement/exemple`: an example invented, or begun from the address of a search. */
export const examplePage: PageDefinition = {
  path: "/pro/territoire/classement/exemple",
  part: "directory",
  open: ({ t, query }) => {
    const address = query.get("recherche") ?? "";
    return {
      title: t("pro.weights.example.heading"),
      main: <Example address={address} searched={address === "" ? null : searchedNeed(address)} />,
    };
  },
};

function Example(props: { readonly address: string; readonly searched: SearchedNeed | null }): ReactNode {
  const { t, href } = usePage();
  const { address, searched } = props;
  return (
    <div className="column">
      <p>
        <a href={href("/pro/territoire/classement")}>{t("pro.weights.title")}</a>
      </p>
      <h1>{t("pro.weights.example.heading")}</h1>
      <p className="lead">{t("pro.weights.example.lead")}</p>
      <details className="disclosure" open={address !== ""}>
        <summary>{t("pro.weights.example.search")}</summary>
        <form method="get" className="form" action={href("/pro/territoire/classement/exemple")}>
          <div className="field">
            <label htmlFor="recherche">{t("pro.weights.example.address")}</label>
            <p className="hint" id="recherche-hint">
              {t("pro.weights.example.address.hint")}
            </p>
            <input
              id="recherche"
              name="recherche"
              className="control"
              maxLength={500}
              defaultValue={address}
              aria-describedby="recherche-hint"
            />
          </div>
          <p className="form-end">
            <button type="submit" className="button button-quiet">
              {t("pro.weights.example.take")}
            </button>
          </p>
        </form>
        {address !== "" && searched === null ? (
          <Notice tone="danger">{t("pro.weights.example.noSearch")}</Notice>
        ) : null}
      </details>
      <ActionForm
        action={keepMatchExample}
        submit={t("pro.weights.example.keep")}
        fields={fieldsOf(t, searched)}
      />
    </div>
  );
}

function fieldsOf(t: ReturnType<typeof usePage>["t"], searched: SearchedNeed | null): readonly FormField[] {
  const label = (name: string) => ({ name, label: t(`pro.weights.example.${name}`) });
  const hinted = (name: string) => ({ ...label(name), hint: t(`pro.weights.example.${name}.hint`) });
  const coded = (list: { readonly name: string; readonly codes: readonly string[] }) =>
    list.codes.map((code) => ({ value: code, label: t(`code.${list.name}.${code}`) }));
  const said = (name: string, codes: readonly string[]) =>
    codes.map((code) => ({ value: code, label: t(`pro.needs.${name}.${code}`) }));
  return [
    hinted("title"),
    { ...hinted("town"), value: searched?.town ?? undefined },
    { ...hinted("age"), control: "number", inputmode: "numeric", value: searched?.age?.toString() },
    {
      ...label("mobility"),
      control: "radios",
      isNeeded: true,
      choices: coded(mobilityMode),
      value: searched?.mobility ?? "bus",
    },
    {
      ...label("lifeEvent"),
      control: "select",
      choices: coded(lifeEvent),
      value: searched?.lifeEvent ?? undefined,
    },
    { ...hinted("needs"), control: "checkboxes", choices: coded(needCode), value: searched?.needs },
    {
      ...label("wishes"),
      control: "checkboxes",
      choices: exampleWishes.map((wish) => ({ value: wish, label: t(`pro.weights.wish.${wish}`) })),
    },
    { ...label("barriers"), control: "checkboxes", choices: coded(barrierCode) },
    {
      ...label("accessibility"),
      control: "checkboxes",
      choices: coded(accessNeed),
      value: searched?.accessibility,
    },
    {
      ...label("digital"),
      control: "radios",
      isNeeded: true,
      choices: said("digital", ["none", "low", "ok"]),
      value: searched?.digital ?? "ok",
    },
    {
      ...label("budget"),
      control: "radios",
      isNeeded: true,
      choices: said("budget", ["none", "low", "any"]),
      value: searched?.budget ?? "low",
    },
  ];
}
