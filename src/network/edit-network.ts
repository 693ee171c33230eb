import type { LocalDate } from "#base";
import { altersAtMost, rememberedAtMost } from "./alter-codes.ts";
import type { Alter, Network } from "./network.ts";

/** A map with nobody on it yet, taken on a day. */
export function emptyNetwork(takenOn: LocalDate): Network {
  return { takenOn, ego: { label: null }, alters: [], remembered: [], ties: null };
}

/** Somebody of whom only the name is known: every other answer is still open. */
export function namedAlter(id: string, name: string): Alter {
  return {
    id,
    name,
    circle: null,
    role: null,
    inPerson: null,
    remote: null,
    confidant: null,
    help: null,
    burdensome: null,
    metThrough: null,
    professional: null,
  };
}

/** Adds somebody, or puts what is now known of them in the place of what was. Unchanged when the map is full. */
export function withAlter(network: Network, alter: Alter): Network {
  const isKnown = network.alters.some(({ id }) => id === alter.id);
  if (!isKnown && network.alters.length >= altersAtMost) return network;
  const alters = isKnown
    ? network.alters.map((one) => (one.id === alter.id ? alter : one))
    : [...network.alters, alter];
  return { ...network, alters };
}

/** Takes somebody off the map, also from those remembered, with the pairs they were in. */
export function withoutAlter(network: Network, alterId: string): Network {
  const isOther = ({ id }: { readonly id: string }): boolean => id !== alterId;
  return {
    ...network,
    alters: network.alters.filter(isOther),
    remembered: network.remembered.filter(isOther),
    ties: network.ties?.filter(({ one, other }) => one !== alterId && other !== alterId) ?? null,
  };
}

/** Sets somebody who died apart, to be remembered. Unchanged when they are not on the map, or the list is full. */
export function rememberAlter(network: Network, alterId: string): Network {
  const alter = network.alters.find(({ id }) => id === alterId);
  if (!alter || network.remembered.length >= rememberedAtMost) return network;
  const { id, name, role } = alter;
  const rest = withoutAlter(network, alterId);
  return { ...rest, remembered: [...rest.remembered, { id, name, role }] };
}

/** Says whether two people know each other; from then on "who knows whom" counts as asked. */
export function withKnowing(network: Network, pair: readonly [string, string], know: boolean): Network {
  const [one = "", other = ""] = [...pair].sort();
  const rest = (network.ties ?? []).filter((tie) => tie.one !== one || tie.other !== other);
  const isPair = one !== other && [one, other].every((id) => network.alters.some((alter) => alter.id === id));
  return { ...network, ties: know && isPair ? [...rest, { one, other }] : rest };
}
