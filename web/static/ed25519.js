// SHA-256, and Ed25519 as RFC 8032 has it: by the browser where it can, and in plain script where it cannot
// (plain HTTP has no crypto.subtle, older browsers no Ed25519 in it). Everything here is public: no secret is touched.
const { subtle } = globalThis.crypto ?? {};

export async function sha256(bytes) {
  return subtle ? new Uint8Array(await subtle.digest("SHA-256", bytes)) : plainSha256(bytes);
}

export async function verify(publicKey, signature, message) {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  if (subtle) {
    try {
      const key = await subtle.importKey("raw", publicKey, { name: "Ed25519" }, false, ["verify"]);
      return await subtle.verify({ name: "Ed25519" }, key, signature, message);
    } catch (error) {
      if (error.name !== "NotSupportedError") return false;
    }
  }
  return plainVerify(publicKey, signature, message);
}

export const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");

// FIPS 180-4: the constants are the fractional parts of the square and cube roots of the first primes.
const PRIMES = [];
for (let n = 2; PRIMES.length < 80; n += 1) if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);

function root(value, power) {
  let low = 0n, high = value;
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** power <= value) low = middle; else high = middle - 1n;
  }
  return low;
}
const fraction = (prime, power, bits) => root(BigInt(prime) << (bits * power), power) & ((1n << bits) - 1n);

function padded(bytes, block) {
  const length = Math.ceil((bytes.length + 1 + block / 8) / block) * block;
  const whole = new Uint8Array(length);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  new DataView(whole.buffer).setBigUint64(length - 8, BigInt(bytes.length) * 8n);
  return new DataView(whole.buffer);
}

const K256 = PRIMES.slice(0, 64).map((prime) => Number(fraction(prime, 3n, 32n)));
const H256 = PRIMES.slice(0, 8).map((prime) => Number(fraction(prime, 2n, 32n)));

export function plainSha256(bytes) {
  const view = padded(bytes, 64), state = Uint32Array.from(H256), words = new Uint32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 16; i += 1) words[i] = view.getUint32(at + 4 * i);
    for (let i = 16; i < 64; i += 1) {
      const a = words[i - 15], b = words[i - 2];
      words[i] = words[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + words[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K256[i] + words[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] += value; });
  }
  const made = new DataView(new ArrayBuffer(32));
  state.forEach((value, i) => made.setUint32(4 * i, value));
  return new Uint8Array(made.buffer);
}

const K512 = PRIMES.map((prime) => fraction(prime, 3n, 64n));
const H512 = PRIMES.slice(0, 8).map((prime) => fraction(prime, 2n, 64n));
const MASK = (1n << 64n) - 1n;

export function plainSha512(bytes) {
  const view = padded(bytes, 128), state = [...H512], words = [];
  const turn = (x, n) => ((x >> n) | (x << (64n - n))) & MASK;
  for (let at = 0; at < view.byteLength; at += 128) {
    for (let i = 0; i < 16; i += 1) words[i] = view.getBigUint64(at + 8 * i);
    for (let i = 16; i < 80; i += 1) {
      const a = words[i - 15], b = words[i - 2];
      words[i] = (words[i - 16] + (turn(a, 1n) ^ turn(a, 8n) ^ (a >> 7n)) + words[i - 7] + (turn(b, 19n) ^ turn(b, 61n) ^ (b >> 6n))) & MASK;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 80; i += 1) {
      const one = (h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (~e & MASK & g)) + K512[i] + words[i]) & MASK;
      const two = ((turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c))) & MASK;
      [a, b, c, d, e, f, g, h] = [(one + two) & MASK, a, b, c, (d + one) & MASK, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = (state[i] + value) & MASK; });
  }
  const made = new DataView(new ArrayBuffer(64));
  state.forEach((value, i) => made.setBigUint64(8 * i, value));
  return new Uint8Array(made.buffer);
}

// The curve of RFC 8032, section 5.1, points in extended coordinates (section 5.1.4).
const P = 2n ** 255n - 19n, L = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (x, m = P) => { const r = x % m; return r < 0n ? r + m : r; };

function power(base, exponent) {
  let result = 1n;
  for (let b = mod(base), e = exponent; e > 0n; e >>= 1n, b = mod(b * b)) if (e & 1n) result = mod(result * b);
  return result;
}
const inverse = (x) => power(x, P - 2n);
const D = mod(-121665n * inverse(121666n));

function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2)), c = mod(2n * D * t1 * t2), d = mod(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

function times(scalar, point) {
  let result = [0n, 1n, 1n, 0n];
  for (let s = scalar, p = point; s > 0n; s >>= 1n, p = add(p, p)) if (s & 1n) result = add(result, p);
  return result;
}

const number = (bytes) => BigInt(`0x${hex(Uint8Array.from(bytes).reverse())}`);

function point(bytes) {
  const whole = number(bytes), y = whole & ((1n << 255n) - 1n), sign = whole >> 255n;
  if (y >= P) return null;
  const u = mod(y * y - 1n), v = mod(D * y * y + 1n);
  let x = mod(u * v ** 3n * power(u * v ** 7n, (P - 5n) / 8n));
  if (mod(v * x * x) !== u) x = mod(x * power(2n, (P - 1n) / 4n));
  if (mod(v * x * x) !== u || (x === 0n && sign)) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, mod(x * y)];
}

function encoded([x, y, z]) {
  const one = inverse(z), value = mod(y * one) | ((mod(x * one) & 1n) << 255n);
  return Uint8Array.from(value.toString(16).padStart(64, "0").match(/../g), (pair) => parseInt(pair, 16)).reverse();
}

const BASE = point(Uint8Array.from({ length: 32 }, (_, i) => (i ? 0x66 : 0x58)));

export function plainVerify(publicKey, signature, message) {
  const r = signature.subarray(0, 32), s = number(signature.subarray(32)), a = point(publicKey);
  if (!a || s >= L) return false;
  const whole = new Uint8Array(64 + message.length);
  whole.set(r); whole.set(publicKey, 32); whole.set(message, 64);
  const k = mod(number(plainSha512(whole)), L);
  const minus = [mod(-a[0]), a[1], a[2], mod(-a[3])];
  return hex(encoded(add(times(s, BASE), times(k, minus)))) === hex(r);
}
