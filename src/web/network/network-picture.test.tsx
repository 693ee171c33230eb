import { locales } from "#base";
import { emptyNetwork, namedAlter, rememberAlter, withAlter, withKnowing, type Network } from "#network";
import { describe, expect, test } from "vitest";
import { renderWith } from "../entry-server.tsx";
import { fakeRequest } from "../fixtures/request.ts";
import { translator } from "../translate.ts";
import { summarySentences } from "./island/map-summary.ts";
import { NetworkPicture } from "./network-picture.tsx";
import { networkWords } from "./network-words.ts";
import { sayCount } from "./said-count.ts";

const day = "2026-03-02" as Network["takenOn"];
const ali = {
  ...namedAlter("ali-0001", "<b>Ali</b>"),
  circle: "inner",
  role: "friend",
  confidant: true,
} as const;
const nurse = {
  ...namedAlter("nurse-001", "Mme W."),
  role: "professional",
  help: true,
  burdensome: true,
} as const;
const late = namedAlter("late-0001", "Bo");
const drawn = [ali, nurse, late].reduce<Network>(withAlter, emptyNetwork(day));
const map = withKnowing(rememberAlter(drawn, late.id), [ali.id, nurse.id], true);

async function draw(network: Network, locale: (typeof locales)[number] = "fr"): Promise<string> {
  const page = {
    path: "/carte",
    open: () => ({
      title: "Carte",
      main: (
        <>
          <h1>Ali</h1>
          <NetworkPicture network={network} id="map" />
        </>
      ),
    }),
  };
  return (await renderWith([page], fakeRequest("/carte", { locale }))).html;
}

describe("the picture of a map on any page", () => {
  test.each(locales)(
    "has everybody in the drawing and in the table, in %s, and nothing inline",
    async (locale) => {
      const html = await draw(map, locale);
      const [svg = ""] = /<svg [^>]*class="network-svg[^]*?<\/svg>/.exec(html) ?? [];
      expect(svg.match(/data-alter=/g)).toHaveLength(2);
      expect(svg).toContain('role="img"');
      expect(html.match(/<th scope="row"/g)).toHaveLength(2);
      expect(html).not.toMatch(/ style=| on[a-z]+=|<b>Ali/);
      expect(html).not.toMatch(/page\.network|code\.[a-z]/);
    },
  );

  test("remembers the dead apart, outside drawing and rows", async () => {
    const html = await draw(map);
    expect(html).toMatch(/On s’en souvient\s*: <bdi>Bo<\/bdi>/u);
    expect(html.match(/>Bo</g)).toHaveLength(1);
  });

  test("of what weighs says nothing; the table does", async () => {
    const html = await draw(map);
    const [svg = ""] = /<svg [^>]*class="network-svg[^]*?<\/svg>/.exec(html) ?? [];
    expect(svg.toLowerCase()).not.toMatch(/burden|pèse/);
    expect(html).toContain("Pèse aussi");
  });

  test("with nobody on it is a question, not empty circles", async () => {
    const html = await draw(emptyNetwork(day));
    expect(html).not.toContain("network-svg");
    expect(html).toMatch(/À qui dites-vous bonjour/);
  });
});

describe.each(locales)("sentences with a number, in %s", (locale) => {
  const t = translator(locale);
  const words = networkWords(locale, t);

  test("are those of the full message, for any number that a map can reach", () => {
    for (const name of Object.keys(words.counted) as (keyof typeof words.counted)[]) {
      for (let count = 0; count <= 120; count += 1)
        expect(sayCount(words, name, count)).toBe(t(`page.network.count.${name}`, { count }));
    }
  });

  test("say only what is there: no zero, no target, no verdict", () => {
    expect(summarySentences(emptyNetwork(day), words)).toEqual([]);
    const said = summarySentences(map, words);
    expect(said).toHaveLength(7);
    expect(said.join(" ")).not.toMatch(/\b0\b|%|\/ ?\d/);
  });
});
