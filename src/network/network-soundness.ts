/** The parts of a map between which something must hold. */
interface Parts {
  readonly alters: readonly { readonly id: string }[];
  readonly remembered: readonly { readonly id: string }[];
  readonly ties: readonly { readonly one: string; readonly other: string }[] | null;
}

/** Whether no id stands twice, and each pair stands once, in order, of people of the map. */
export function isSound({ alters, remembered, ties }: Parts): boolean {
  const ids = [...alters, ...remembered].map(({ id }) => id);
  const living = new Set(alters.map(({ id }) => id));
  const pairs = (ties ?? []).map(({ one, other }) => `${one} ${other}`);
  return (
    new Set(ids).size === ids.length &&
    new Set(pairs).size === pairs.length &&
    (ties ?? []).every(({ one, other }) => one < other && living.has(one) && living.has(other))
  );
}
