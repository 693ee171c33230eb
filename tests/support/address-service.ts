import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A house of an invented register. */
interface House {
  readonly number: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly citycode: string;
  readonly longitude: number;
  readonly latitude: number;
}

/** Invented houses in towns around those of the demonstration; no such street is known there. */
const houses: readonly House[] = [
  {
    number: "12",
    street: "Rue des Lilas Inventés",
    ...in73("73000", "Chambéry", "73065", 5.917_21, 45.566_34),
  },
  { number: "4", street: "Place des Exemples", ...in73("73000", "Chambéry", "73065", 5.921_07, 45.570_52) },
  {
    number: "4",
    street: "Place des Exemples",
    ...in73("73100", "Aix-les-Bains", "73008", 5.909_13, 45.688_37),
  },
];

function in73(postcode: string, city: string, citycode: string, longitude: number, latitude: number) {
  return { postcode, city, citycode, longitude, latitude };
}

/** A service of addresses on this machine that answers as addok does. */
export interface AddressService {
  /** Address to name in `GEOCODER_URL`. */
  readonly url: string;
  /** The texts that it was asked, in their order. */
  readonly asked: readonly string[];
  /** How it answers from now on. */
  behave: (how: "well" | "down" | "silent") => void;
  readonly stop: () => void;
}

/** Starts an invented service of addresses. */
export async function startAddressService(): Promise<AddressService> {
  const asked: string[] = [];
  let behaviour: "well" | "down" | "silent" = "well";
  const server = createServer((request, response) => {
    const text = new URL(request.url ?? "/", "http://localhost").searchParams.get("q") ?? "";
    asked.push(text);
    if (behaviour === "well") answer(response, text);
    else if (behaviour === "down")
      response.writeHead(503, { "content-type": "text/html" }).end("<h1>503</h1>");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    behave: (how) => {
      behaviour = how;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** Houses of the street that is named; of the number too, where it is one of its own. */
function answer(response: ServerResponse, text: string): void {
  const asked = plain(text);
  const features = houses
    .filter(({ street }) => asked.includes(plain(street)))
    .map(({ number, street, postcode, city, citycode, longitude, latitude }) => {
      const hasNumber = new RegExp(`(?:^|\\s)${number}\\b`).test(asked);
      const name = hasNumber ? `${number} ${street}` : street;
      return {
        type: "Feature",
        geometry: { type: "Point", coordinates: [longitude, latitude] },
        properties: {
          label: `${name} ${postcode} ${city}`,
          score: asked.includes(plain(city)) ? 0.95 : 0.62,
          type: hasNumber ? "housenumber" : "street",
          name,
          postcode,
          citycode,
          city,
        },
      };
    });
  response.setHeader("content-type", "application/json");
  response.end(
    JSON.stringify({ type: "FeatureCollection", version: "draft", features, query: text, limit: 5 }),
  );
}
