import { readCsv } from "#base";
import { nameKey, type Frais, type Resource } from "#directory";
import type { LabelMeaning } from "../code-map.ts";
import { placeOf } from "../place.ts";
import { readPrice } from "../reading/price.ts";
import { decodeBytes } from "../reading/bytes.ts";
import { feedOfRecords, type Feed } from "../reading/feed.ts";
import { readXlsx } from "../reading/xlsx.ts";
import { isZip } from "../reading/zip.ts";
import type { RowReader } from "../row-reader.ts";
import { simpleResource } from "../simple-entry.ts";
import { defineSource, type MapContext, type Source } from "../source.ts";
import { countHeadings } from "./guess-columns.ts";
import { readPublics } from "./publics.ts";
import type { TableMapping } from "./table-field.ts";

/** Which table it is. */
export interface TableName {
  readonly name: string;
  readonly title: string;
  readonly licence: string;
}

/** Records of a CSV or XLSX file, the first names the columns. @throws the refusals of a whole file */
export function recordsOf(bytes: Uint8Array): { readonly records: string[][]; readonly isGuessed: boolean } {
  if (isZip(bytes)) return { records: fromHeading(readXlsx(bytes)), isGuessed: false };
  const { text, isGuessed } = decodeBytes(bytes);
  return { records: fromHeading(readCsv(text.replace(/^\uFEFF/, ""))), isGuessed };
}

/** Records among which the headings of the columns may stand. */
const headingsWithin = 10;

/** The records from the one that names the columns: a title, or groups of columns, may stand above it. */
function fromHeading(records: string[][]): string[][] {
  let [start, most] = [0, countHeadings(records[0] ?? [])];
  for (const [place, record] of records.slice(0, headingsWithin).entries()) {
    const count = countHeadings(record);
    if (count >= 2 && count > most) [start, most] = [place, count];
  }
  return records.slice(start);
}

/** Rows of a CSV or XLSX file. */
export function tableFeed(bytes: Uint8Array): Feed {
  const { records, isGuessed } = recordsOf(bytes);
  return feedOfRecords(records, isGuessed);
}

/** The id under which the entries of a table stand. */
export function tableSourceId(name: string): string {
  return `tableau--${name}`;
}

/** The source that a table and its mapping make. */
export function tableSource({ name, title, licence }: TableName, mapping: TableMapping): Source {
  const { columns } = mapping;
  return defineSource({
    id: tableSourceId(name),
    name: title,
    licence,
    url: null,
    columns: Object.values(columns).filter((head) => head !== undefined),
    departements: [],
    readFeed: tableFeed,
    read: (cells) => readRow(cells, mapping),
    keyOf: ({ key }) => key,
    map: (row, cells, context) => mapRow(row, cells, { context, mapping }),
    maps: {},
  });
}

function readRow(cells: RowReader, { columns }: TableMapping) {
  const at = (field: keyof typeof columns): string => columns[field] ?? "";
  const name = cells.required(at("name"), 200);
  const [street, city] = [cells.line(at("street"), 300), cells.line(at("city"), 100)];
  const given = columns.id === undefined ? null : cells.line(at("id"), 200);
  return {
    key: given ?? [name, street ?? "", city ?? ""].map(nameKey).join("|"),
    name,
    street,
    city,
    organisation: cells.line(at("organisation"), 200),
    description: cells.text(at("description"), 10_000),
    labels: cells.labels(at("labels"), /[,;|/]/),
    postcode: cells.postcode(at("postcode")),
    townCode: cells.townCode(at("townCode")),
    phones: cells.phones(at("phone")),
    email: cells.email(at("email")),
    website: cells.website(at("website")),
    hours: cells.frenchHours(at("hours")),
    cost: cells.line(at("cost"), 300),
    publics: cells.line(at("publics"), 500),
    conditions: cells.text(at("conditions"), 1000),
    siret: cells.siret(at("siret")),
    confirmedOn: cells.day(at("confirmedOn")),
  };
}

type TableRow = ReturnType<typeof readRow>;

function mapRow(
  row: TableRow,
  cells: RowReader,
  { context, mapping }: { readonly context: MapContext; readonly mapping: TableMapping },
): Resource | null {
  const { columns, kind, category, intervention } = mapping;
  const place = placeOf(
    {
      street: row.street,
      complement: null,
      postcode: row.postcode,
      townCode: row.townCode,
      city: row.city,
      columns: {
        city: columns.city ?? columns.townCode ?? "",
        // A name that no column has: the fault of a missing position is told of it.
        latitude: columns.latitude ?? "(latitude)",
        longitude: columns.longitude ?? "",
      },
    },
    cells,
    context,
  );
  if (place === null) return null;
  const price = readPrice(row.cost);
  const publics = readPublics(row.publics);
  for (const label of publics.unknown)
    cells.warn(columns.publics ?? "", { code: "labelUnknown", params: { label: label.slice(0, 80) } });
  const meaning: LabelMeaning = {
    categories: [category],
    interventions: [intervention],
    publics: publics.meaning.publics,
    frais: price !== null && price.amount > 0 ? ["payant"] : fraisOf(row.cost),
    ways_in: [],
    attendance: [],
  };
  return simpleResource({
    source: context.source.id,
    key: row.key,
    confirmedOn: row.confirmedOn,
    name: row.name,
    organizationName: row.organisation,
    siret: row.siret,
    kind,
    description: row.description,
    website: row.website,
    email: row.email,
    meaning,
    labels: row.labels,
    // A word for a public that has no code is told, and kept as it was written.
    conditions: [
      ...(row.conditions === null ? [] : [row.conditions]),
      ...(publics.unknown.length === 0 ? [] : [publics.unknown.join(", ")]),
    ],
    place,
    phones: row.phones,
    hours: row.hours,
    matching: { cost_amount: price?.amount ?? null, cost_per: price?.per ?? null },
  });
}

/** What a cell about money says for sure; nothing where it could be read in two ways. */
function fraisOf(cost: string | null): readonly Frais[] {
  const words = nameKey(cost ?? "");
  const [isFree, isPaid] = [
    /^(?:gratuit\w*|free|oui|0|0 00)$/.test(words),
    /^(?:payant\w*|non|\d+)\b/.test(words),
  ];
  if (isFree) return ["gratuit"];
  return isPaid ? ["payant"] : [];
}
