/** What a replay does and has done, in words: those of `./pipeline quarantine replay`. Pure functions. */

import { integer, plural } from './format.js';

/** How long the streams app may process no replayed record. */
const PATIENCE = 30;

/**
 * @typedef {{decision: string, count: number, text: string}} Decision
 * @typedef {{state: string, dry_run: boolean, reason: string, progress: {topic: string, read: number, of: number}|null,
 *     decisions: Decision[]|null, outcome: {validated: number, rejected_again: number, not_processed: number,
 *     rejected_by_reason: Record<string, number>}|null}} Job as the API shows it
 */

/** @param {Job} job @returns {number} records that it replays, or would */
export function replayCount(job) {
  return job.decisions?.find(({ decision }) => decision === 'REPLAY')?.count ?? 0;
}

/** @param {Job} job @returns {string} what it does at the moment */
export function progressText(job) {
  if (job.decisions !== null) return `Replayed ${integer(replayCount(job))}. The streams app has processed ${integer(processed(job))} of them.`;
  if (job.progress === null) return 'Connecting to Kafka.';
  const { topic, read, of } = job.progress;
  return `Read ${integer(read)} of about ${plural(of, 'record')} of ${topic}.`;
}

/** @param {Job} job one that has ended @returns {string[]} lines of its outcome */
export function outcomeLines(job) {
  const lines = (job.decisions ?? []).map(({ count, text }) => `${integer(count)} ${text}`);
  if (job.outcome === null || replayCount(job) === 0) return lines;
  lines.push(`${integer(job.outcome.validated)} of the replayed records validated`);
  const reasons = Object.entries(job.outcome.rejected_by_reason).map(([reason, count]) => `${reason} ${integer(count)}`).join(', ');
  lines.push(`${integer(job.outcome.rejected_again)} rejected again${reasons && ` (${reasons})`}`);
  if (job.outcome.not_processed > 0) {
    lines.push(`${integer(job.outcome.not_processed)} not processed yet: the streams app has processed none for ${PATIENCE} s`);
  }
  return lines;
}

/** @param {number} count @returns {string} the question before a replay */
export function question(count) {
  return `Replay ${plural(count, 'record')}?`;
}

function processed({ outcome }) {
  return outcome === null ? 0 : outcome.validated + outcome.rejected_again;
}
