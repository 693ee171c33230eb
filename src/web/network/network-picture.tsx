import type { Network } from "#network";
import { createElement, type ReactNode } from "react";
import { usePage } from "../context.ts";
import { drawNetwork, layoutIn, legendOf, type DrawnNode } from "./network-drawing.ts";
import { NetworkTable } from "./network-table.tsx";
import { ScrollArea } from "./scroll-area.tsx";
import { networkWords } from "./network-words.ts";

/** What a {@link NetworkPicture} is given. */
export interface NetworkPictureProps {
  readonly network: Network;
  /** Id of the picture, its own on the page. */
  readonly id: string;
  /** Said under the picture, for instance the day of the map. */
  readonly caption?: string;
}

/**
 * A map of ties with its legend and a table that tells the same and more, on any page. A map with nobody on it is the
 * question with which one begins, never empty circles.
 */
export function NetworkPicture({ network, id, caption }: NetworkPictureProps): ReactNode {
  const { t, locale } = usePage();
  const words = networkWords(locale, t);
  if (network.alters.length === 0 && network.remembered.length === 0)
    return <p className="network-begin">{t("page.network.title")}</p>;
  const layout = layoutIn(network, words);
  return (
    <figure className="network-figure" aria-labelledby={`${id}-caption`}>
      <ScrollArea labelledBy={`${id}-caption`}>
        <Drawn node={drawNetwork(network, layout, words)} />
      </ScrollArea>
      <figcaption id={`${id}-caption`}>{caption ?? t("page.network.picture")}</figcaption>
      <ul className="network-legend">
        {legendOf(network, words).map((line) => (
          <li key={line.words}>
            <Drawn node={line.sign} /> {line.words}
          </li>
        ))}
      </ul>
      <NetworkTable network={network} id={id} />
    </figure>
  );
}

/** A drawn element and what is in it. */
export function Drawn({ node }: { readonly node: DrawnNode }): ReactNode {
  const { class: className, ...attributes } = node.attributes;
  return createElement(
    node.tag,
    { ...attributes, ...(className === undefined ? {} : { className }) },
    ...node.children.map((child) => (typeof child === "string" ? child : Drawn({ node: child }))),
  );
}
