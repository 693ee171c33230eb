import fc from "fast-check";

/**
 * Property tests draw the same cases for the same code, so that a change is not refused for what another one broke.
 * `TISSER_PROPERTY_SEED=random` draws others, a number draws those of that number.
 */
const wanted = process.env["TISSER_PROPERTY_SEED"] ?? "1946";
if (wanted !== "random") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted) });
