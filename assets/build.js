// Builds the styles, scripts, icons and fonts of the pages into crates/web/static: names carry a hash of the content, manifest.json says which.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { icons } from "./icons.js";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "../crates/web/static");
const modules = join(here, "node_modules");
const browsers = ["chrome111", "firefox114", "safari16.4"];
const manifest = {};

/** Writes `content` under a name that carries its hash, with a packed twin for texts, and returns the new name. */
function put(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const [stem, ending] = [name.slice(0, name.lastIndexOf(".")), name.slice(name.lastIndexOf("."))];
  const file = `${stem}-${hash}${ending}`;
  writeFileSync(join(target, file), content);
  if (ending !== ".woff2") writeFileSync(join(target, `${file}.gz`), gzipSync(content, { level: 9 }));
  manifest[name] = file;
  return file;
}

/** Fonts keep their names; the styles refer to them as `/tai-san/<name>.woff2`. */
function fonts() {
  const wanted = /^(be-vietnam-pro-(vietnamese|latin|latin-ext)-(400-normal|600-normal|400-italic)|noto-sans-thai-(thai|latin)-(400|600)-normal)\.woff2$/;
  for (const family of ["be-vietnam-pro", "noto-sans-thai"]) {
    const folder = join(modules, "@fontsource", family, "files");
    for (const file of readdirSync(folder).filter((name) => wanted.test(name))) put(file, readFileSync(join(folder, file)));
  }
}

/** One sprite: outline icons from lucide by name, and our own glyphs, which are drawn filled. */
function sprite() {
  const symbols = Object.entries(icons).map(([name, source]) => {
    const text = readFileSync(source ? join(modules, "lucide-static/icons", `${source}.svg`) : join(here, "icons", `${name}.svg`), "utf8");
    const box = text.match(/viewBox="([^"]+)"/)[1];
    const inner = text.replace(/<!--.*?-->/gs, "").replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s+/g, " ").trim();
    return `<symbol id="${name}" viewBox="${box}">${inner}</symbol>`;
  });
  put("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
}

async function bundle(entry, name, options = {}) {
  const result = await build({ entryPoints: [join(here, entry)], bundle: true, minify: true, write: false, target: browsers, ...options });
  return put(name, replaceFonts(Buffer.from(result.outputFiles[0].contents), name));
}

function replaceFonts(content, name) {
  if (!name.endsWith(".css")) return content;
  const text = content.toString("utf8").replace(/\/tai-san\/([\w-]+\.woff2)/g, (whole, font) => {
    if (!manifest[font]) throw new Error(`${basename(name)} asks for a font that is not built: ${whole}`);
    return `/tai-san/${manifest[font]}`;
  });
  return Buffer.from(text);
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
fonts();
sprite();
put("mark.svg", readFileSync(join(here, "icons/mark.svg")));
put("htmx.js", readFileSync(join(modules, "htmx.org/dist/htmx.min.js")));
await bundle("css/site.css", "site.css", { external: ["/tai-san/*"] });
await bundle("js/site.js", "site.js", { format: "esm" });
await bundle("js/sign.js", "sign.js", { format: "esm" });
writeFileSync(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
for (const name of ["site.css", "site.js", "htmx.js", "icons.svg"]) {
  const packed = readFileSync(join(target, `${manifest[name]}.gz`)).length;
  console.log(`${name.padEnd(10)} ${(packed / 1000).toFixed(1).padStart(6)} kB packed`);
}
