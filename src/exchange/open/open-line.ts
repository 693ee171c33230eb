import { linkedId, type OpenRow } from "./open-row.ts";
import type { OpenTerm } from "./open-taxonomy.ts";
import { attributeOf, serviceBeforeTerms, termsOf, type HsdsContext } from "./to-hsds.ts";

/** Where lines are written before they are copied out: what is made for each part anew, a collector would have to clear away. */
let scratch: Buffer = Buffer.allocUnsafe(512 * 1024);
let length = 0;
/** A unit of a string takes three bytes of UTF-8 at most. */
const mostBytes = 3;

/**
 * Services as lines of a dump: for each the bytes that `JSON.stringify` of its record gives, and an end of line.
 * @param services the open offers of each service, at least one
 */
export function openLines(services: Iterable<readonly OpenRow[]>, context: HsdsContext): Buffer {
  length = 0;
  for (const rows of services) addLine(rows, context);
  return Buffer.from(scratch.subarray(0, length));
}

function addLine(rows: readonly OpenRow[], context: HsdsContext): void {
  const { service_id: id } = rows[0]!;
  const terms = termsOf(rows[0]!, context);
  const record = JSON.stringify(serviceBeforeTerms(rows, context));
  if (terms.length === 0) {
    write(`${record}\n`);
    return;
  }
  write(record.slice(0, -1));
  terms.forEach((term, place) => {
    write(`${place === 0 ? ',"attributes":[' : ","}${ownOf(id, term)}`);
    copy(sharedOf(term, context));
  });
  write("]}\n");
}

/** What of an attribute is of the service alone. */
function ownOf(serviceId: string, term: OpenTerm): string {
  return `{"id":"${linkedId(serviceId, term.id)}","link_id":"${serviceId}"`;
}

const shared = new WeakMap<OpenTerm, Uint8Array>();

/** What of an attribute is of its term, the same for every service of a dump: written once. */
function sharedOf(term: OpenTerm, context: HsdsContext): Uint8Array {
  let bytes = shared.get(term);
  if (bytes === undefined) {
    const any = term.id;
    bytes = Buffer.from(JSON.stringify(attributeOf(any, term, context)).slice(ownOf(any, term).length));
    shared.set(term, bytes);
  }
  return bytes;
}

function write(text: string): void {
  makeRoom(text.length * mostBytes);
  length += scratch.write(text, length);
}

function copy(bytes: Uint8Array): void {
  makeRoom(bytes.length);
  scratch.set(bytes, length);
  length += bytes.length;
}

function makeRoom(more: number): void {
  if (length + more <= scratch.length) return;
  const larger = Buffer.allocUnsafe(2 * (length + more));
  larger.set(scratch.subarray(0, length));
  scratch = larger;
}
