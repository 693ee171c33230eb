import { isProfessional, measureNetwork, type Network } from "#network";
import type { NetworkWords } from "../network-words.ts";
import { sayCount } from "../said-count.ts";

/**
 * What a map tells, in sentences for whoever drew it. What is not there is not said: no "0 people", no target, no
 * verdict.
 */
export function summarySentences(network: Network, words: NetworkWords): readonly string[] {
  const { structure, function: support, quality } = measureNetwork(network);
  const counts = [
    ["named", structure.size],
    ["inPerson", structure.weeklyInPerson.count],
    ["remote", structure.weeklyRemote.count],
    ["weak", structure.weakTies.count],
    ["confidants", support.confidants.count],
    ["help", support.practicalHelp.count],
    ["professionals", network.alters.filter((alter) => isProfessional(alter) === true).length],
    ["burdensome", quality.burdensome.count],
    ["knows", network.ties?.length ?? 0],
    ["remembered", network.remembered.length],
  ] as const;
  return counts.filter(([, count]) => count > 0).map(([name, count]) => sayCount(words, name, count));
}
