import { askedBreakdowns } from "../breakdown.ts";
import type { Survey } from "../survey.ts";

const lists = new Map<string, readonly string[]>(
  askedBreakdowns.filter(({ id }) => id !== "age").map(({ id, categories }) => [id, categories]),
);

/** A survey as a file of comma-separated text: groups by their codes, answers that were not given as 99. */
export function textOf({ waves }: Survey): string {
  const names = Object.keys(waves[0]?.answers ?? {});
  const lines = [["year", "stratum", "town", "weight", ...names].join(",")];
  for (const wave of waves) {
    for (const [row, weight] of wave.weight.entries()) {
      const answers = names.map((name) => {
        const code = wave.answers[name]?.[row] ?? -1;
        if (code === -1) return "99";
        return lists.get(name)?.[code] ?? code;
      });
      lines.push([wave.id, `s${wave.stratum[row]}`, `t${wave.psu[row]}`, weight, ...answers].join(","));
    }
  }
  return `${lines.join("\n")}\n`;
}

const instruments = [
  ["ucla3-", "ucla3"],
  ["onsd-", "ons-direct"],
  ["credoc-", "credoc5"],
  ["ill-", "illectronisme"],
] as const;

/** The codebook of that file. */
export function codebookOf({ id, waves }: Survey): Record<string, unknown> {
  const variables = Object.keys(waves[0]?.answers ?? {}).map((name) => {
    const [, instrument] = instruments.find(([start]) => name.startsWith(start)) ?? [];
    if (instrument !== undefined)
      return { name, kind: "integer", missing: [99], meaning: { instrument, linkId: name } };
    if (name === "age") return { name, kind: "integer", meaning: { breakdown: "age" } };
    const codes = Object.fromEntries((lists.get(name) ?? []).map((code) => [code, code]));
    return { name, kind: "text", missing: ["99"], meaning: { breakdown: name, codes } };
  });
  return {
    id,
    title: { fr: "Une enquête inventée", en: "An invented survey" },
    sampling: "probability",
    isSynthetic: true,
    licence: "CC0-1.0",
    provenance: "invented for tests",
    universe: { words: { fr: "personnes de 16 ans ou plus" }, fromAge: 16 },
    mode: "web",
    language: "fr",
    wave: { variable: "year" },
    drawn: Object.fromEntries(waves.map(({ id: wave, drawn }) => [wave, drawn])),
    design: { weight: "weight", stratum: "stratum", psu: "town" },
    variables,
  };
}
