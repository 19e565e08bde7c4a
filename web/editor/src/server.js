// The server's side of a text: reading it, saving it, being seen. Without an answer in time there is no connection.
const PATIENCE = 20000;

export class NoConnection extends Error {}
export class Refusal extends Error {
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}

export class Server {
  constructor(address) {
    this.address = address;
  }

  read() {
    return this.ask("GET", "");
  }

  save(sent) {
    return this.ask("PUT", "", sent);
  }

  lookIn(isTyping) {
    return this.ask("PUT", "/presence", { is_typing: isTyping });
  }

  async ask(method, path, sent) {
    let answer;
    try {
      answer = await fetch(`${this.address}${path}`, {
        method,
        headers: sent ? { "Content-Type": "application/json" } : {},
        body: sent && JSON.stringify(sent),
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      throw new NoConnection();
    }
    if (answer.status >= 500) throw new NoConnection();
    if (!answer.ok && answer.status !== 409) throw new Refusal(answer.status);
    return answer.json();
  }
}
