/** The text that a rejected record may be. Pure functions. */

/** Avro in the wire format begins with it, and no text does. */
const WIRE_FORMAT = 0;

/**
 * @param {{reason: string, decoded: object|null, value_base64: string|null, truncated: boolean}} item of the API
 * @returns {string|null} the value as text, if it has no fields and is valid UTF-8. Control characters are as they came
 */
export function textOf({ reason, decoded, value_base64: value, truncated }) {
  if (decoded !== null || !value) return null;
  const bytes = Uint8Array.from(atob(value), (c) => c.charCodeAt(0));
  // What a gateway could not read is not Avro, whatever it begins with.
  if (bytes[0] === WIRE_FORMAT && reason !== 'UNREADABLE') return null;
  try {
    // The end of a beginning may be in the middle of a character.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: truncated });
  } catch {
    return null;
  }
}
