// Builds web/static/editor.js, which is committed, so that nobody needs Node to run Veche. `make editor` calls it.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const PRODUCT = "../static/editor.js";
const sources = ["package.json", "package-lock.json", "build.js", ...readdirSync("src").sort().map((name) => `src/${name}`)];

// The same sum is worked out by a test, which so tells a product that is older than its sources.
export function sumOfSources() {
  const sum = createHash("sha256");
  for (const name of sources) sum.update(`${name}\n`).update(readFileSync(name)).update("\n");
  return sum.digest("hex");
}

function licences() {
  const lock = JSON.parse(readFileSync("package-lock.json"));
  const used = Object.entries(lock.packages).filter(([path, one]) => path && !one.dev && !one.optional);
  return used.map(([path, one]) => {
    const [, name] = path.split("node_modules/");
    const text = readFileSync(`${path}/LICENSE`, "utf8").trim();
    return `${name} ${one.version} (${one.license})\n\n${text}`;
  });
}

const made = await build({
  entryPoints: ["src/main.js"],
  bundle: true,
  format: "esm",
  minify: true,
  legalComments: "none",
  target: "es2022",
  write: false,
});
writeFileSync(PRODUCT, `// Built from web/editor, sources ${sumOfSources()}; licences in editor-licences.txt\n${made.outputFiles[0].text}`);
writeFileSync("../static/editor-licences.txt", `${licences().join(`\n\n${"-".repeat(72)}\n\n`)}\n`);
