/** Name of the picture of a trend, as a file. */
export const trendPicture = "trend";
/** Name of the map. */
export const mapPicture = "map";

/** Name of the picture of an analysis that was published beside the tables, by its position; those of breakdowns have their names. */
export function analysisPicture(position: number): string {
  return `analysis-${position + 1}`;
}

/** Address of a picture as a file: of one release for ever, in one language. */
export function pictureAddress(of: {
  readonly release: string;
  readonly indicator: string;
  readonly picture: string;
  readonly locale: string;
  readonly format: "svg" | "png";
}): string {
  return `/open/statistics/${of.release}/${of.indicator}/${of.picture}/${of.locale}.${of.format}`;
}
