import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Manifest } from "vite";

/** Folder into which both builds write; `scripts/build-web.mjs` names a fresh one and then swaps it in. */
const outDir = process.env["TISSER_WEB_OUT"] ?? "dist/web";

const browserEntries = {
  main: "src/web/islands/main.ts",
  theme: "src/web/islands/theme-early.ts",
  "network-map": "src/web/islands/network-map.ts",
  offline: "src/web/islands/offline.ts",
  "service-worker": "src/web/offline/service-worker.ts",
  styles: "src/web/ui/styles.css",
};

function readManifest(): Manifest {
  const file = join(outDir, "client", ".vite", "manifest.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Manifest) : {};
}

/** Addresses of the hashed files, by the role they play in a page. */
function readAssets(manifest: Manifest): Record<string, string> {
  const byRole = Object.entries(browserEntries).map(([role, source]) => [role, manifest[source]?.file]);
  const fonts = faces.map((face) => [face, fontFile(manifest, face)]);
  const icon = ["icon", manifest["src/web/ui/icon.svg"]?.file];
  return Object.fromEntries(
    [...byRole, ...fonts, icon].flatMap(([role, path]) => (role && path ? [[role, `/assets/${path}`]] : [])),
  ) as Record<string, string>;
}

const faces = ["latin-400", "arabic-400"];

function fontFile(manifest: Manifest, face: string): string | undefined {
  return Object.values(manifest).find((chunk) => chunk.file.includes(`${face}-normal`))?.file;
}

/** Addresses of all that a page needs which is drawn without network. What is loaded only at a tap, the map, is not among them. */
function readOfflineFiles(manifest: Manifest): string[] {
  const files = new Set<string>();
  const add = (source: string, withDynamic: boolean): void => {
    const chunk = manifest[source];
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const next of [...(chunk.imports ?? []), ...(withDynamic ? (chunk.dynamicImports ?? []) : [])])
      add(next, withDynamic);
  };
  add(browserEntries.offline, true);
  for (const source of [browserEntries.main, browserEntries.theme, browserEntries.styles]) add(source, false);
  for (const face of faces) files.add(fontFile(manifest, face) ?? "");
  return [...files].filter((file) => file !== "").map((file) => `/assets/${file}`);
}

export default defineConfig(({ isSsrBuild }) => ({
  base: "/assets/",
  publicDir: false,
  plugins: [react()],
  define: isSsrBuild
    ? {
        "process.env.NODE_ENV": JSON.stringify("production"),
        TISSER_ASSETS: JSON.stringify(readAssets(readManifest())),
        TISSER_OFFLINE_FILES: JSON.stringify(readOfflineFiles(readManifest())),
      }
    : {},
  ssr: { noExternal: true, target: "node" },
  build: isSsrBuild
    ? {
        outDir: join(outDir, "server"),
        minify: false,
        target: "node24",
        emptyOutDir: true,
      }
    : {
        outDir: join(outDir, "client"),
        assetsDir: "",
        assetsInlineLimit: 0,
        manifest: true,
        modulePreload: false,
        target: ["es2020", "chrome90", "edge90", "firefox90", "safari15"],
        emptyOutDir: true,
        rolldownOptions: {
          input: browserEntries,
          output: {
            // The address of a service worker stays, whatever is in it; its door is the server's.
            entryFileNames: ({ name }) => (name === "service-worker" ? "[name].js" : "[name]-[hash].js"),
          },
          // Rooms only declare: what a page does not use of them (the schemas, mostly) is left out of it.
          treeshake: { moduleSideEffects: (id) => !/\/src\/(?!web\/)/.test(id) },
        },
      },
}));
