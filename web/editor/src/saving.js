// Saving as one types: kept in the browser at once, on the server after a pause; what others saved comes in merged.
import { showCollisions } from "./collisions.js";
import { NoConnection } from "./server.js";

const PAUSE = 1500;
const LONGEST = 10000;
const AGAIN = 4000;
const LOOK = 7000;
const LOOK_ALONE = 20000; // half of what the server takes for gone (services/sections/presence.py)
const TYPED = 15000;

export class Saving {
  constructor({ server, kept, editor, words, status, collisions, beside }) {
    Object.assign(this, { server, kept, editor, words, status, collisions, beside });
    this.seen = "";
    this.collided = null;
    this.changed = 0;
    this.saved = 0;
    this.typedAt = 0;
    this.lookedAt = 0;
  }

  get isDirty() {
    return this.changed > this.saved;
  }

  begin(working) {
    this.seen = working.tag;
    const before = this.kept.read();
    if (before?.seen) {
      this.editor.show(before.document);
      this.seen = before.seen;
      this.say("brought_back");
      this.changed += 1;
      this.later(0);
    } else {
      this.say("as_saved");
    }
    if (working.collided) this.choose(working.collided);
    addEventListener("online", () => this.later(0));
    addEventListener("pagehide", () => this.keep());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.keep() : this.look()));
    this.look();
  }

  // Something was typed.
  typed() {
    this.changed += 1;
    this.typedAt = Date.now();
    this.lookIn(Math.max(0, this.lookedAt + LOOK - this.typedAt));
    this.since ??= Date.now();
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keep(), 200);
    if (!this.offline) this.say("typing");
    this.later(Math.max(0, Math.min(PAUSE, this.since + LONGEST - Date.now())));
  }

  keep() {
    clearTimeout(this.keeping);
    if (this.isDirty) this.isKept = this.kept.put(this.editor.json(), this.seen);
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  // Everything typed so far is on the server afterwards, or it is false.
  async flush() {
    for (let tries = 0; this.isDirty && tries < 3; tries += 1) {
      await this.running;
      await this.save();
      if (this.offline || this.collided) return false;
    }
    return !this.isDirty && !this.collided;
  }

  save(choices) {
    if (this.running) return this.running.then(() => (this.isDirty ? this.later(0) : undefined));
    if (!this.isDirty && !choices) return Promise.resolve();
    if (this.collided?.isTyped && !choices) return Promise.resolve();
    clearTimeout(this.timer);
    this.keep();
    this.running = this.send(choices).finally(() => { this.running = null; });
    return this.running;
  }

  async send(choices) {
    const sent = this.changed;
    this.since = null;
    const against = choices ? this.collided.against : "";
    try {
      const answer = await this.server.save({ document: this.editor.json(), seen: this.seen, choices: choices ?? [], against });
      this.offline = false;
      if (!answer.document) this.choose({ ...answer, isTyped: true });
      else this.take(answer, sent);
    } catch (error) {
      this.failed(error);
    }
  }

  take(answer, sent) {
    this.saved = sent;
    if (this.isDirty) {
      this.seen = answer.sent_tag;
    } else {
      this.seen = answer.tag;
      if (answer.is_merged) this.editor.show(answer.document);
      this.kept.drop();
    }
    if (answer.collided) this.choose(answer.collided);
    else this.settled();
    this.say(answer.is_merged ? "merged" : "saved");
    if (this.isDirty) this.later(PAUSE);
  }

  failed(error) {
    this.offline = true;
    if (!(error instanceof NoConnection)) return this.say(error.status === 401 || error.status === 403 ? "signed_out" : "refused", true);
    this.say(this.isKept === false ? "lost_connection_unkept" : "lost_connection", true);
    return this.later(AGAIN);
  }

  choose(collided) {
    const isNew = this.collided?.against !== collided.against || collided.isTyped;
    this.collided = collided;
    if (collided.isTyped) this.say("not_saved_collided", true);
    if (isNew) showCollisions(this.collisions, this.words, collided, (choices) => this.save(choices));
  }

  settled() {
    this.collided = null;
    this.collisions.hidden = true;
  }

  // Who else is here, and again after a while: rarely where nobody is and nothing is typed, not at all where the page is out of sight.
  async look() {
    clearTimeout(this.looking);
    if (document.hidden) return;
    this.lookedAt = Date.now();
    let pause = LOOK;
    try {
      const room = await this.server.lookIn(Date.now() - this.typedAt < TYPED);
      if (!room.beside.length && this.typedAt < this.lookedAt - LOOK) pause = LOOK_ALONE;
      this.tell(room.beside);
      if (room.tag !== this.seen && !this.isDirty && !this.running && !this.collided) await this.fetchOthers();
      if (this.offline && this.isDirty) this.later(0);
    } catch {
      // Saving tells of the connection; a look that failed is made again.
    }
    this.lookIn(pause);
  }

  lookIn(pause) {
    clearTimeout(this.looking);
    this.looking = setTimeout(() => this.look(), pause);
  }

  async fetchOthers() {
    const working = await this.server.read();
    if (this.isDirty || this.running) return;
    this.seen = working.tag;
    this.editor.show(working.document);
    if (working.collided) this.choose(working.collided);
    this.say("others_came");
  }

  tell(people) {
    const said = people.map(({ name, is_typing: isTyping }) =>
      (isTyping ? this.words.writes_now : this.words.is_here).replace("{name}", name)).join(" ");
    if (this.beside.textContent !== said) this.beside.textContent = said;
  }

  say(what, isLate = false) {
    this.status.classList.toggle("late", isLate);
    if (this.status.textContent !== this.words[what]) this.status.textContent = this.words[what];
  }
}
