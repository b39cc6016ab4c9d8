/** Addresses of the console: `#/sensors/{id}?metric=temperature`. */

/**
 * @param {string} hash of the address
 * @returns {{name: string, id: string|null, query: URLSearchParams}} id is decoded
 */
export function parse(hash) {
  const [path, query = ''] = split(hash.replace(/^#?\/?/, ''));
  const slash = path.indexOf('/');
  const name = slash < 0 ? path : path.slice(0, slash);
  return { name: name || 'pipeline', id: slash < 0 ? null : decoded(path.slice(slash + 1)), query: new URLSearchParams(query) };
}

/**
 * @param {string} name of a view
 * @param {Record<string, string|number|null|undefined>} [query] empty values are left out
 * @param {string|null} [id] of a sensor
 * @returns {string} the address
 */
export function href(name, query = {}, id = null) {
  const given = Object.entries(query).filter(([, value]) => value != null && value !== '');
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return `#/${name}${id === null ? '' : `/${encodeURIComponent(id)}`}${text && `?${text}`}`;
}

/** Changes the address without a new view, and without an entry in the history. @param {string} address */
export function replace(address) {
  history.replaceState(null, '', address);
}

/** Changes the address without a new view; Back leads to the one before. @param {string} address */
export function push(address) {
  if (address !== location.hash) history.pushState(null, '', address);
}

function split(text) {
  const mark = text.indexOf('?');
  return mark < 0 ? [text] : [text.slice(0, mark), text.slice(mark + 1)];
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
