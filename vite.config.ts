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
  styles: "src/web/ui/styles.css",
};

/** Addresses of the hashed files, by the role they play in a page. */
function readAssets(): Record<string, string> {
  const file = join(outDir, "client", ".vite", "manifest.json");
  if (!existsSync(file)) return {};
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  const byRole = Object.entries(browserEntries).map(([role, source]) => [role, manifest[source]?.file]);
  const fonts = ["latin-400", "arabic-400"].map((face) => [
    face,
    Object.values(manifest).find((chunk) => chunk.file.includes(`${face}-normal`))?.file,
  ]);
  const icon = ["icon", manifest["src/web/ui/icon.svg"]?.file];
  return Object.fromEntries(
    [...byRole, ...fonts, icon].flatMap(([role, path]) => (role && path ? [[role, `/assets/${path}`]] : [])),
  ) as Record<string, string>;
}

export default defineConfig(({ isSsrBuild }) => ({
  base: "/assets/",
  publicDir: false,
  plugins: [react()],
  define: isSsrBuild
    ? {
        "process.env.NODE_ENV": JSON.stringify("production"),
        TISSER_ASSETS: JSON.stringify(readAssets()),
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
          // Rooms only declare: what a page does not use of them (the schemas, mostly) is left out of it.
          treeshake: { moduleSideEffects: (id) => !/\/src\/(?!web\/)/.test(id) },
        },
      },
}));
