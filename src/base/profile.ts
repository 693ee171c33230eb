/** Profiles of deployment (product rule 15). What lies outside the profile in force does not exist. */
export const profiles = ["directory", "link", "link-health", "observatory", "all"] as const;

/** One profile of deployment. */
export type Profile = (typeof profiles)[number];

/** A part of the product that a profile has or lacks. */
export type ProductPart = "directory" | "accounts" | "persons" | "health" | "observatory";

const parts: Readonly<Record<Profile, readonly ProductPart[]>> = {
  directory: ["directory", "accounts"],
  link: ["directory", "accounts", "persons"],
  "link-health": ["directory", "accounts", "persons", "health"],
  observatory: ["accounts", "observatory"],
  all: ["directory", "accounts", "persons", "health", "observatory"],
};

/** Whether a part of the product exists under a profile. */
export function hasPart(profile: Profile, part: ProductPart): boolean {
  return parts[profile].includes(part);
}
