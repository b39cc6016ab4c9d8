/**
 * Parser of server-sent events (WHATWG HTML, section 9.2). Comments are skipped.
 *
 * @param {(event: string, data: string) => void} onEvent
 * @returns {(chunk: string) => void} takes the text as it arrives
 */
export function eventParser(onEvent) {
  let rest = '';
  let event = '';
  let data = [];

  function line(text) {
    if (text === '') {
      if (data.length > 0) onEvent(event || 'message', data.join('\n'));
      event = '';
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
  }

  return (chunk) => {
    rest += chunk;
    // A CR at the end may be half of a CRLF: it waits for the next chunk.
    const held = rest.endsWith('\r') ? '\r' : '';
    const lines = rest.slice(0, rest.length - held.length).split(/\r\n|\n|\r/);
    rest = lines.pop() + held;
    lines.forEach(line);
  };
}

/**
 * @param {number} attempt 0 for the first one
 * @param {() => number} random in [0, 1)
 * @returns {number} ms to wait: about 1, 2, 4 … 30 s, spread so that browsers do not return all at once
 */
export function backOff(attempt, random) {
  return Math.min(30_000, 1000 * 2 ** attempt) * (0.75 + 0.5 * random());
}
