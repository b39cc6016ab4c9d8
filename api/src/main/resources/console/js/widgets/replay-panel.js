/** Replays the rejected records of a reason, and shows how far that is and what has become of them. */

import { get, post } from '../api.js';
import { fill, h, icon } from '../dom.js';
import { plural } from '../format.js';
import { outcomeLines, progressText, question, replayCount } from '../replay.js';
import { modal } from './dialog.js';
import { REPLAY } from './token-dialog.js';

const PATH = 'v1/quarantine/replay';
const POLL_MS = 1000;
const REPLAY_THESE = 'Replay these';

/**
 * @param {{reason: string, sensor: string, signal: AbortSignal}} options sensor is empty for all; the signal ends the panel,
 *     but no replay that runs
 * @returns {HTMLElement} filled when the API has said whether it replays
 */
export function replayPanel({ reason, sensor, signal }) {
  const button = h('button', { type: 'button', class: 'button primary', onclick: () => whileBusy(replay) }, REPLAY_THESE);
  const status = h('div', { class: 'replay-status', role: 'status' });
  // Not a part of the status: a screen reader would read each of its numbers.
  const progress = h('p', { class: 'muted' });
  const element = h('div', { class: 'stack replay' });
  let busy = false;

  async function start() {
    try {
      const { access, replay: last } = await get(PATH, {}, { signal });
      if (access === 'CLOSED') {
        fill(element, h('p', { class: 'muted' }, 'This API replays nothing: it has ', h('code', {}, 'http.read.token'), ' and no ',
          h('code', {}, 'http.replay.token'), '. Set that, or use the command line.'));
        return;
      }
      fill(element, h('div', { class: 'row wrap' }, button, progress), status);
      if (last?.state === 'RUNNING') await whileBusy(() => watch(last));
    } catch (error) {
      fill(element, status);
      fail(error);
    }
  }

  /** A replay that somebody has started before. */
  async function watch(job) {
    const what = `${job.dry_run ? 'dry run' : 'replay'} of ${job.reason}`;
    say(`A ${what} runs already.`);
    showOutcome(await ended(job.id), `The ${what} has ended.`);
  }

  async function replay() {
    const counted = await run({ dry_run: true }, 'Counting the records…');
    const count = replayCount(counted);
    offer(count > 0);
    if (count === 0) {
      showOutcome(counted);
      return;
    }
    say('');
    if ((await modal({ title: question(count), content: consequences(counted), go: `Replay ${plural(count, 'record')}`, value: () => 'yes' })) === null) {
      say('Nothing was replayed.');
      return;
    }
    showOutcome(await run({ dry_run: false }, 'Replaying…'));
  }

  /** Where nothing is left to replay, all that can be done is to count again. */
  function offer(some) {
    button.classList.toggle('primary', some);
    button.textContent = some ? REPLAY_THESE : 'Count again';
  }

  function consequences(counted) {
    return [
      h('p', {}, `They go to sensor-events again, as they were. The streams app validates each of them as if it had just come. `
        + 'A record is replayed only once, and this cannot be undone.'),
      lines(counted)];
  }

  async function run(options, text) {
    say(text);
    const { replay: job } = await post(PATH, { reason, sensor: sensor || null, ...options }, { signal, token: REPLAY });
    return ended(job.id);
  }

  async function ended(id) {
    for (;;) {
      const { replay: job } = await get(PATH, {}, { signal });
      if (job?.id !== id) throw new Error('The API was started again, or somebody has started another replay. Replay again: no record is replayed twice.');
      if (job.state === 'FAILED') throw new Error(job.error);
      if (job.state === 'DONE') return job;
      fill(progress, progressText(job));
      await pause(POLL_MS, signal);
    }
  }

  async function whileBusy(task) {
    if (busy) return;
    busy = true;
    button.setAttribute('aria-disabled', 'true'); // a button that is disabled would lose the focus
    try {
      await task();
    } catch (error) {
      fail(error);
    } finally {
      busy = false;
      button.removeAttribute('aria-disabled');
      fill(progress);
    }
  }

  function say(text) {
    fill(status, text && h('p', {}, text));
  }

  function showOutcome(job, title = null) {
    fill(status, title && h('p', {}, title), lines(job));
  }

  function fail(error) {
    if (!signal.aborted) fill(status, h('p', { class: 'failure' }, icon('warning'), ' ', error.message));
  }

  start();
  return element;
}

function lines(job) {
  return h('ul', {}, outcomeLines(job).map((line) => h('li', {}, line)));
}

function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}
