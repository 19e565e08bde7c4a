// The copy of what is typed that stays in this browser until the server has it, whatever becomes of the connection.
export class Kept {
  constructor(place) {
    this.name = `veche writing ${place}`;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.name));
    } catch {
      return null;
    }
  }

  // Whether it is kept: a full or forbidden store is no reason to stop writing, but it has to be said.
  put(document, seen) {
    try {
      localStorage.setItem(this.name, JSON.stringify({ document, seen }));
      return true;
    } catch {
      return false;
    }
  }

  drop() {
    localStorage.removeItem(this.name);
  }
}
