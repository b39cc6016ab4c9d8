/**
 * A long list of the API, read page by page as a person scrolls. Pages far away are forgotten and read again by their
 * cursor when they come back; a page is refreshed in the same way.
 *
 * @template T
 */
export class Pages {
  #fetch;
  #pages = [{ cursor: null, items: null, count: 0, read: 0 }];
  #pending = new Map();
  #size;

  /**
   * @param {(cursor: string|null) => Promise<{items: T[], next: string|null}>} fetch reads one page
   * @param {number} size items of a page; only the last one has fewer
   */
  constructor(fetch, size) {
    this.#fetch = fetch;
    this.#size = size;
  }

  /** Items that have been read, or forgotten again. @returns {number} */
  get length() {
    return this.#pages.reduce((sum, page) => sum + page.count, 0);
  }

  /** @returns {boolean} whether the end of the list is known */
  get complete() {
    return this.#pages.at(-1).items !== null || this.#pages.at(-1).count > 0;
  }

  /** @param {number} index @returns {T|undefined} */
  at(index) {
    const place = this.#place(index);
    return place === null ? undefined : this.#pages[place.page].items?.[place.offset];
  }

  /** Replaces an item that has been read. @param {number} index @param {T} item */
  set(index, item) {
    const place = this.#place(index);
    const items = place && this.#pages[place.page].items;
    if (items) items[place.offset] = item;
  }

  /**
   * Reads what is missing of a part of the list, and the page after it.
   * @param {number} from index
   * @param {number} to index
   * @param {number} [staleBefore] epoch ms: pages that were read earlier are read again
   * @returns {Promise<boolean>} whether anything was read
   */
  async need(from, to, staleBefore = 0) {
    const first = this.#place(from)?.page ?? this.#pages.length - 1;
    const last = this.#place(to + this.#size / 2)?.page ?? this.#pages.length - 1;
    let some = false;
    for (let page = first; page <= Math.min(last, this.#pages.length - 1); page++) {
      const { items, read } = this.#pages[page];
      if (items !== null && read >= staleBefore) continue;
      await this.#read(page);
      some = true;
    }
    this.#forget(first, last);
    return some;
  }

  #read(page) {
    const running = this.#pending.get(page);
    if (running) return running;
    const reading = this.#store(page).finally(() => this.#pending.delete(page));
    this.#pending.set(page, reading);
    return reading;
  }

  async #store(page) {
    const { items, next } = await this.#fetch(this.#pages[page].cursor);
    Object.assign(this.#pages[page], { items, count: items.length, read: Date.now() });
    const after = this.#pages[page + 1];
    if (next === null) this.#pages.length = page + 1;
    else if (after === undefined) this.#pages.push({ cursor: next, items: null, count: 0, read: 0 });
    else if (after.cursor !== next) Object.assign(after, { cursor: next, read: 0 });
  }

  #forget(first, last) {
    this.#pages.forEach((page, i) => {
      if (i < first - 5 || i > last + 5) page.items = null;
    });
  }

  #place(index) {
    let offset = index;
    for (let page = 0; page < this.#pages.length; page++) {
      if (offset < this.#pages[page].count) return { page, offset };
      offset -= this.#pages[page].count;
    }
    return null;
  }
}
