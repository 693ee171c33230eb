import type { Alter, Network } from "#network";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { ScrollArea } from "./scroll-area.tsx";
import { networkWords } from "./network-words.ts";

const answers = ["confidant", "help", "burdensome"] as const;

/** All that a map says of everybody on it, one row each; open answers are said to be open. */
export function NetworkTable({ network, id }: { readonly network: Network; readonly id: string }): ReactNode {
  const { t } = usePage();
  const heads = ["name", "circle", "role", "inPerson", "remote", ...answers] as const;
  return (
    <>
      <ScrollArea labelledBy={`${id}-table`}>
        <table className="network-table">
          <caption id={`${id}-table`}>{t("page.network.people")}</caption>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {t(`page.network.column.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {network.alters.map((alter) => (
              <Row key={alter.id} alter={alter} />
            ))}
          </tbody>
        </table>
      </ScrollArea>
      {network.remembered.length > 0 ? (
        <p>
          {t("page.network.rememberedLabel")}{" "}
          <bdi>{network.remembered.map(({ name }) => name).join(", ")}</bdi>
        </p>
      ) : null}
    </>
  );
}

function Row({ alter }: { readonly alter: Alter }): ReactNode {
  const { t, locale } = usePage();
  const words = networkWords(locale, t);
  const open = words.answers.open;
  const answer = (value: boolean | null): string =>
    value === null ? open : words.answers[value ? "yes" : "no"];
  return (
    <tr>
      <th scope="row">
        <bdi>{alter.name}</bdi>
      </th>
      <td>{alter.circle === null ? open : words.circles[alter.circle]}</td>
      <td>{alter.role === null ? open : words.roles[alter.role]}</td>
      <td>{alter.inPerson === null ? open : words.frequencies[alter.inPerson]}</td>
      <td>{alter.remote === null ? open : words.frequencies[alter.remote]}</td>
      {answers.map((name) => (
        <td key={name}>{answer(alter[name])}</td>
      ))}
    </tr>
  );
}
