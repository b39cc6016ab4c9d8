/** Commands to copy into a shell. Pure functions. */

/** @param {string} text @returns {string} one word of a POSIX shell */
export function quote(text) {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * A sensor as `./pipeline quarantine --sensor` takes it: 0x and hexadecimal digits if a terminal could show, or a shell
 * could read, something else than what is there.
 * @param {string} id
 * @returns {string} one word of a POSIX shell
 */
export function sensorOption(id) {
  const plain = /^[\x20-\x7e]+$/.test(id) && id === id.trim() && !id.startsWith('0x');
  return `--sensor=${plain ? quote(id) : `0x${hex(id)}`}`;
}

/**
 * @param {string} reason such as "UNKNOWN_SCHEMA"
 * @param {{sensor?: string|null, dryRun?: boolean}} [options]
 * @returns {string} the command that sends the rejected records again
 */
export function replayCommand(reason, { sensor = null, dryRun = false } = {}) {
  const words = ['./pipeline', 'quarantine', 'replay', '--reason', quote(reason)];
  if (sensor) words.push(sensorOption(sensor));
  if (dryRun) words.push('--dry-run');
  return words.join(' ');
}

function hex(text) {
  return [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
