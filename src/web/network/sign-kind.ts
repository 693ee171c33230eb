/** Kinds of people that a picture tells apart by shape, and by colour as well. */
export const signKinds = ["kin", "friend", "near", "together", "professional", "open"] as const;
/** One kind of sign. */
export type SignKind = (typeof signKinds)[number];
