// Checks a published edition in the reader's own browser: what `veche verify` checks, said in words, step by step.
import { hex, sha256, verify } from "./ed25519.js";

const place = document.getElementById("check");
const given = place.dataset;
const list = document.getElementById("findings"), verdict = document.getElementById("verdict");
const say = (key, facts = {}) => Object.entries(facts).reduce(
  (words, [name, value]) => words.replaceAll(`{${name}}`, value),
  document.querySelector(`#says [data-say="${key}"]`).textContent);
const decoder = new TextDecoder("utf-8", { fatal: true });
const MOST_BYTES = 256 * 1024 * 1024;
let worst;

function found(state, key, facts) {
  const line = document.createElement("li");
  line.className = `finding ${state}`;
  const mark = document.createElement("strong");
  mark.textContent = say(state);
  line.append(mark, ` ${say(key, facts)}`);
  list.append(line);
  if (state === "bad" || (state === "unsure" && worst === "good")) worst = state;
  return state !== "bad";
}

async function bytesOf(address) {
  const answer = await fetch(address, { cache: "no-store" });
  if (!answer.ok) throw new Error(address);
  const whole = await answer.arrayBuffer();
  if (whole.byteLength > MOST_BYTES) throw new Error(address);
  return new Uint8Array(whole);
}

const unpacked = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const same = (one, other) => one.length === other.length && one.every((byte, i) => byte === other[i]);

// What a signature file says, only if it is written in the one way in which Veche writes it; its signer, or nothing.
async function signer(content, file) {
  try {
    const { alg, key, public_key, signature } = JSON.parse(decoder.decode(file));
    const written = `${JSON.stringify({ alg, key, public_key, signature })}\n`;
    if (alg !== "Ed25519" || written !== decoder.decode(file)) return null;
    const open = unpacked(public_key);
    if (btoa(String.fromCharCode(...open)) !== public_key) return null;
    if (`ed25519:${hex(await sha256(open)).slice(0, 32)}` !== key) return null;
    return (await verify(open, unpacked(signature), content)) ? key : null;
  } catch {
    return null;
  }
}

async function checkManifest() {
  const [content, file] = await Promise.all(["manifest.json", "manifest.sig"].map((name) => bytesOf(given.files + name)));
  const key = await signer(content, file);
  if (!key) return found("bad", "signature_bad") && null;
  const manifest = JSON.parse(decoder.decode(content));
  if (manifest.key !== key) return found("bad", "signature_bad") && null;
  found("good", "signature_good", { fingerprint: key });
  if (manifest.format !== 1) return found("bad", "manifest_unknown") && null;
  if (manifest.document_id !== given.document || String(manifest.edition_number) !== given.number) {
    found("bad", "another_edition");
    return null;
  }
  found("good", "this_edition", { title: manifest.title, number: manifest.edition_number });
  return { manifest, key, hash: hex(await sha256(content)) };
}

async function checkKey(key) {
  const known = JSON.parse(decoder.decode(await bytesOf(given.keys))).keys;
  if (known.includes(key)) found("good", "key_known"); else found("unsure", "key_unknown", { fingerprint: key });
  document.getElementById("key").hidden = false;
  document.getElementById("fingerprint").textContent = key;
}

async function checkFiles(manifest) {
  for (const { name, size, sha256: listed } of manifest.files) {
    const bytes = await bytesOf(given.files + encodeURIComponent(name)).catch(() => null);
    if (!bytes) found("bad", "file_missing", { name });
    else if (bytes.length === size && hex(await sha256(bytes)) === listed) found("good", "file_good", { name });
    else found("bad", "file_bad", { name });
  }
}

// A page of ours takes no styles written into it, not even while it is only parsed.
const unstyled = (written) => written.replace(/<style>[^]*?<\/style>/g, "")
  .replace(/<[a-z][^<>]*>/g, (tag) => tag.replace(/ style="[^"]*"/g, ""));

// The page is cut out of edition.html: the same words in the same order, or somebody put others in.
async function checkPage(manifest) {
  const words = (root, where) => [...root.querySelectorAll(where)].map((one) => one.textContent).join("").replace(/\s+/g, "");
  const parse = (bytes) => new DOMParser().parseFromString(unstyled(decoder.decode(bytes)), "text/html");
  const listed = manifest.files.find(({ name }) => name === "edition.html");
  const signed = await bytesOf(`${given.files}edition.html`);
  if (!listed || hex(await sha256(signed)) !== listed.sha256) return;
  const shown = parse(await bytesOf(given.page));
  const isSame = words(parse(signed), "main") === words(shown, "[data-signed]");
  found(isSame ? "good" : "bad", isSame ? "page_good" : "page_bad");
}

async function checkLatest({ key, hash }) {
  const said = decoder.decode(await bytesOf(given.latest)).split("\n").map((line) => `${line}\n`);
  const bytes = (text) => new TextEncoder().encode(text);
  const statement = JSON.parse(said[0]), by = await signer(bytes(said[0]), bytes(said[1]));
  const now = Date.now(), holds = Date.parse(statement.at) - 3600_000 <= now && now < Date.parse(statement.valid_until);
  if (!by || by !== statement.key || statement.document_id !== given.document || !holds) found("unsure", "latest_unknown");
  else if (statement.manifest === hash) found("good", "latest_good");
  else if (String(statement.edition_number) === given.number) found("bad", "latest_differs");
  else found("unsure", "latest_newer", { number: statement.edition_number });
}

async function checkAll() {
  const button = document.getElementById("begin");
  button.disabled = true;
  list.replaceChildren();
  worst = "good";
  verdict.className = "note";
  verdict.textContent = say("working");
  try {
    const checked = await checkManifest();
    if (checked) {
      await checkKey(checked.key);
      await checkFiles(checked.manifest);
      await checkPage(checked.manifest);
      await checkLatest(checked);
    }
  } catch {
    found("bad", "unreachable");
  }
  verdict.className = `note ${{ good: "done", unsure: "asks", bad: "failed" }[worst]}`;
  verdict.textContent = say(`verdict_${worst}`);
  button.disabled = false;
}

// Files from the reader's own disk, held against the signed list; nothing is sent anywhere.
async function checkOwn(event) {
  const own = document.getElementById("own");
  own.replaceChildren();
  const tell = (state, key, facts) => {
    const line = document.createElement("li");
    line.className = `finding ${state}`;
    line.textContent = `${say(state)} ${say(key, facts)}`;
    own.append(line);
  };
  try {
    const [content, file] = await Promise.all(["manifest.json", "manifest.sig"].map((name) => bytesOf(given.files + name)));
    if (!(await signer(content, file))) return tell("bad", "signature_bad", {});
    const { files } = JSON.parse(decoder.decode(content));
    for (const one of event.target.files) {
      const bytes = new Uint8Array(await one.arrayBuffer()), hash = hex(await sha256(bytes));
      const listed = files.find((entry) => entry.sha256 === hash && entry.size === bytes.length);
      if (listed || same(bytes, content) || same(bytes, file)) tell("good", "own_good", { name: one.name });
      else tell("bad", "own_bad", { name: one.name });
    }
  } catch {
    tell("bad", "unreachable", {});
  }
}

document.getElementById("without-scripts").remove();
document.getElementById("by-script").hidden = false;
document.getElementById("begin").addEventListener("click", checkAll);
document.getElementById("own-files").addEventListener("change", checkOwn);
checkAll();
