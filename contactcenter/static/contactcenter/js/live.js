/* The live gateway only says that something changed; the page then asks for it. Without the
   gateway the page asks every 15 seconds, so nothing depends on the socket. */

const POLL_MS = 15_000;
const LONGEST_WAIT_MS = 30_000;
const RENEW_AFTER_MS = 10 * 60_000;

export class Live {
  #address;
  #renewUrl;
  #ticket;
  #heard;
  #shown;
  #tries = 0;
  #socket = null;
  #retry = null;
  #fresh = null;

  /** `heard(hint)` gets each hint (`null`: look at everything), `shown(state)` live or polling. */
  constructor({ url, ticket, renewUrl, heard, shown }) {
    this.#address = new URL(url, location.href.replace(/^http/, "ws"));
    this.#ticket = ticket;
    this.#renewUrl = renewUrl;
    this.#heard = heard;
    this.#shown = shown;
  }

  start() {
    this.#connect();
    setInterval(() => {
      if (!this.#isOpen() && !document.hidden) this.#heard(null);
    }, POLL_MS);
    addEventListener("online", () => this.#now());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && !this.#isOpen()) this.#now();
    });
  }

  #isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  #now() {
    clearTimeout(this.#retry);
    this.#tries = 0;
    if (!this.#isOpen()) {
      this.#heard(null);
      this.#connect();
    }
  }

  async #connect() {
    this.#shown(this.#tries > 2 ? "polling" : "waiting");
    if (this.#tries > 0) await this.#renew();
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    socket.addEventListener("open", () => socket.send(JSON.stringify({ ticket: this.#ticket })));
    socket.addEventListener("message", (event) => this.#receive(event.data));
    socket.addEventListener("close", () => {
      if (socket === this.#socket) this.#later();
    });
  }

  #receive(data) {
    const message = JSON.parse(data);
    if (message.type === "ready") {
      this.#keepFresh();
      this.#shown("live");
      if (this.#tries > 0) this.#heard(null);
      this.#tries = 0;
    } else if (message.type === "resync") this.#heard(null);
    else if (message.topic) this.#heard(message);
  }

  /* Tickets are short-lived; each new connection brings a fresh one. */
  async #renew() {
    try {
      const response = await fetch(this.#renewUrl, { headers: { Accept: "application/json" } });
      if (response.ok) this.#ticket = (await response.json()).ticket;
    } catch {
      /* Offline: the next try asks again. */
    }
  }

  #keepFresh() {
    clearTimeout(this.#fresh);
    this.#fresh = setTimeout(async () => {
      await this.#renew();
      if (this.#isOpen()) this.#socket.send(JSON.stringify({ ticket: this.#ticket }));
    }, RENEW_AFTER_MS);
  }

  #later() {
    this.#tries += 1;
    this.#shown(this.#tries > 2 ? "polling" : "waiting");
    const wait = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.min(this.#tries, 5));
    this.#retry = setTimeout(() => this.#connect(), wait * (0.5 + Math.random() / 2));
  }
}
