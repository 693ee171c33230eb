import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { mergedFont } from "./merged-font.ts";
import type { RasterAnswer, RasterOrder } from "./raster.ts";
import { fontInWoff } from "./woff-font.ts";

// The thread on which pictures become points: started by `raster.ts`, it answers until it is ended.

const { resolve } = createRequire(import.meta.url);
const face = (name: string): Buffer => fontInWoff(readFileSync(resolve(`@fontsource/${name}.woff`)));
const latin = "atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin";
const arabic = "noto-sans-arabic/files/noto-sans-arabic";

/** The faces of the site. Fonts of the machine are never read: the same picture has the same bytes everywhere. */
const fontBuffers = [400, 700].flatMap((weight) => [
  face(`${latin}-${weight}-normal`),
  face(`${latin}-ext-${weight}-normal`),
  mergedFont(face(`${arabic}-arabic-${weight}-normal`), face(`${arabic}-latin-${weight}-normal`)),
]);
await initWasm(readFileSync(resolve("@resvg/resvg-wasm/index_bg.wasm")));

function pngOf(svg: string, zoom: number): Uint8Array {
  const resvg = new Resvg(svg, {
    font: { fontBuffers, defaultFontFamily: "Atkinson Hyperlegible Next", loadSystemFonts: false },
    fitTo: { mode: "zoom", value: zoom },
  });
  const image = resvg.render();
  const png = image.asPng();
  image.free();
  resvg.free();
  return png;
}

parentPort?.on("message", ({ id, svg, zoom }: RasterOrder) => {
  const answer: RasterAnswer = { id, png: pngOf(svg, zoom) };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the port of a thread, not a window
  parentPort?.postMessage(answer);
});
