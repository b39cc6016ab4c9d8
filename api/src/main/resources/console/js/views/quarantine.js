/** Rejected records: by reason, each with its fields and bytes, and how to send them again. */

import { get } from '../api.js';
import { fill, foreign, h, icon, visibleLines } from '../dom.js';
import { bytes, integer, utcTime, words } from '../format.js';
import { subscribe } from '../live.js';
import { REASONS, canReplay, detailOf } from '../reasons.js';
import { textOf } from '../record-text.js';
import { href, replace } from '../router.js';
import { replayCommand } from '../shell.js';
import { at } from '../widgets/clock.js';
import { commonDetail } from '../widgets/common-detail.js';
import { commandLine, copyButton } from '../widgets/copy.js';
import { feed, isOfSensor } from '../widgets/feed.js';
import { choice, searchBox } from '../widgets/filters.js';
import { replayPanel } from '../widgets/replay-panel.js';
import { empty, failed, loading } from '../widgets/states.js';
import { textWithTimes } from '../widgets/text.js';

const MOST_REPLAYABLE = 3;

export function title() {
  return 'Quarantine';
}

export function show(main, { query }) {
  const filters = Object.fromEntries(['reason', 'sensor', 'search'].map((name) => [name, query.get(name) ?? '']));
  const abort = new AbortController();
  const reasons = choice('Reason', (reason) => filter({ reason }));
  const help = h('div');
  const detail = h('section', { class: 'panel detail-panel', 'aria-label': 'Record', tabindex: '-1', hidden: true });
  const split = h('div', { class: 'split' });
  let helped = new AbortController();
  let counts = {};
  let selected = null;
  const common = commonDetail();
  const list = feed({ read, row, head: () => common.element, key: (item) => item.id, noun: 'record', nothing: () => nothing(filters) });

  async function read(cursor, limit) {
    const answer = await get('v1/quarantine', { ...filters, limit, cursor }, { signal: abort.signal });
    if (cursor === null) {
      showReasons(answer.reasons);
      if (!filters.reason) showHelp();
    }
    return answer;
  }

  function filter(change) {
    Object.assign(filters, change);
    common.clear();
    address();
    showReasons(counts);
    showHelp();
    list.load();
  }

  function address() {
    replace(href('quarantine', { ...filters, item: selected }));
  }

  function showReasons(next) {
    counts = next;
    const all = Object.entries(counts).sort((a, b) => b[1] - a[1]);
    const sum = all.reduce((total, [, count]) => total + count, 0);
    if (filters.reason && !(filters.reason in counts)) all.push([filters.reason, 0]);
    reasons.show([{ value: '', text: 'All', count: sum }, ...all.map(([value, count]) => ({ value, text: words(value), count }))], filters.reason);
  }

  function showHelp() {
    helped.abort();
    helped = new AbortController();
    fill(help, filters.reason ? reasonHelp(filters, helped.signal) : replayable(counts, replayOf));
  }

  /** Chooses the reason, and goes to its panel. */
  function replayOf(reason) {
    if (selected !== null) close();
    if (reason !== filters.reason) filter({ reason });
    scrollTo(0, 0);
    help.querySelector('section').focus({ preventScroll: true });
  }

  function row(item) {
    const text = detailOf(item);
    const detail = h('span', { class: 'detail muted' }, textWithTimes(text, { title: text }));
    if (filters.reason) common.add(detail, text);
    return h('li', { class: 'rejected-row', dataset: { id: item.id } },
      h('span', { class: 'when' }, at(item.rejected_at)),
      h('button', { type: 'button', class: 'as-link', 'aria-haspopup': 'true', 'aria-current': String(item.id === selected), onclick: () => open(item.id) }, words(item.reason)),
      item.sensor_id === null ? h('span', { class: 'muted what' }, item.key === null ? 'no key' : foreign(item.key)) : foreign(item.sensor_id, { class: 'id what' }),
      detail);
  }

  async function open(id) {
    mark(id);
    address();
    detail.hidden = false;
    split.classList.add('open');
    fill(detail, loading('the record'));
    try {
      const item = await get(`v1/quarantine/${encodeURIComponent(id)}`, {}, { signal: abort.signal });
      if (id !== selected) return;
      fill(detail, record(item, close, replayOf));
      detail.focus({ preventScroll: true });
    } catch (error) {
      if (id === selected && !abort.signal.aborted) fill(detail, closer(close), failed(error, () => open(id)));
    }
  }

  function close() {
    const row = rowOf(selected);
    mark(null);
    address();
    detail.hidden = true;
    split.classList.remove('open');
    row?.querySelector('button').focus({ preventScroll: true });
  }

  function mark(id) {
    rowOf(selected)?.querySelector('button').setAttribute('aria-current', 'false');
    selected = id;
    rowOf(selected)?.querySelector('button').setAttribute('aria-current', 'true');
  }

  function rowOf(id) {
    return id === null ? null : list.list.querySelector(`[data-id="${CSS.escape(id)}"]`);
  }

  function arrived(item) {
    counts = { ...counts, [item.reason]: (counts[item.reason] ?? 0) + 1 };
    showReasons(counts);
    if (!filters.reason && counts[item.reason] === 1) showHelp();
    if ((!filters.reason || item.reason === filters.reason) && isOfSensor(item.sensor_id, filters)) list.add(item);
  }

  detail.addEventListener('keydown', (event) => event.key === 'Escape' && close());
  fill(split, list.element, detail);
  fill(main, h('div', { class: 'page' },
    h('div', { class: 'sticky row wrap' }, h('h1', { class: 'hidden' }, 'Quarantine'), reasons.element,
      searchBox({ label: 'Sensor id', placeholder: 'Part of the sensor id', value: filters.sensor || filters.search, change: (search) => filter({ sensor: '', search }) })),
    help, split));
  showHelp();
  list.load();
  if (query.get('item')) open(query.get('item'));
  subscribe(['quarantine'], { quarantine: arrived, opened: list.catchUp, dropped: list.catchUp });
  return { close: () => [abort, helped].forEach((each) => each.abort()) };
}

/** The most frequent reasons whose records a replay can help; the others are in the row of reasons above. */
function replayable(counts, replay) {
  const reasons = Object.keys(counts).filter(canReplay).sort((a, b) => counts[b] - counts[a]).slice(0, MOST_REPLAYABLE);
  if (reasons.length === 0) return null;
  return h('section', { class: 'panel', 'aria-label': 'What a replay can help' },
    h('ul', { class: 'rows compact' }, reasons.map((reason) => h('li', { class: 'reason-row' },
      h('strong', {}, words(reason)), h('span', { class: 'muted remedy' }, REASONS[reason]?.remedy), replayButton(reason, replay)))));
}

function replayButton(reason, replay) {
  return h('button', { type: 'button', class: 'button small', onclick: () => replay(reason) }, 'Replay records of this reason …', h('span', { class: 'hidden' }, ` ${words(reason)}`));
}

function reasonHelp({ reason, sensor, search }, signal) {
  const known = REASONS[reason];
  return h('section', { class: 'panel help', 'aria-label': words(reason), tabindex: '-1' },
    h('div', {}, h('strong', {}, words(reason)), ' ', h('code', { class: 'muted' }, reason)),
    known && h('p', {}, known.meaning, ' ', h('span', { class: 'muted' }, known.remedy)),
    !canReplay(reason)
      ? h('p', { class: 'muted' }, 'Sending these records again does not help.')
      : search ? h('p', { class: 'muted' }, 'A replay takes all records of this reason, or those of one sensor. ',
        h('a', { href: href('quarantine', { reason, sensor: search }) }, 'Only sensor ', foreign(search)), ' or ', h('a', { href: href('quarantine', { reason }) }, 'all of this reason'), '.')
      : h('div', { class: 'stack' },
        h('p', { class: 'muted' }, 'When the cause is removed, replay. First the records are counted, and you are asked. An event counts once, however often it is sent.'),
        replayPanel({ reason, sensor, signal }),
        h('p', { class: 'muted' }, 'The same on the command line:'),
        commandLine(replayCommand(reason, { sensor, dryRun: true }), 'dry run'), commandLine(replayCommand(reason, { sensor }), 'replay')));
}

function record(item, close, replay) {
  const decoded = item.decoded === null ? null : JSON.stringify(item.decoded, null, 2);
  const text = textOf(item);
  const known = REASONS[item.reason];
  return [closer(close), h('h2', {}, words(item.reason)), known && h('p', {}, known.meaning, ' ', h('span', { class: 'muted' }, known.remedy)),
    h('p', { class: 'above detail-text' }, textWithTimes(detailOf(item))),
    h('p', { class: 'above' }, canReplay(item.reason) ? replayButton(item.reason, replay) : h('span', { class: 'muted' }, 'Sending it again does not help.')),
    h('dl', { class: 'facts narrow' },
      h('dt', {}, 'Rejected'), h('dd', {}, at(item.rejected_at)), eventTime(item.decoded),
      h('dt', {}, 'Sensor'), h('dd', {}, item.sensor_id === null ? 'unknown' : h('a', { href: href('sensors', {}, item.sensor_id) }, foreign(item.sensor_id))),
      h('dt', {}, 'Key'), h('dd', {}, item.key === null ? 'none' : foreign(item.key)),
      h('dt', {}, 'Read from'), h('dd', {}, h('code', {}, `${item.topic}/${item.partition}/${item.offset}`)),
      h('dt', {}, 'Size'), h('dd', {}, bytes(item.bytes), item.truncated && h('span', { class: 'muted' }, ', here only its beginning'))),
    block('Fields', decoded === null ? null : visibleLines(decoded), `The value cannot be decoded${text === null ? '' : ', but it is text'}.`),
    text !== null && block('Text', visibleLines(text), null, 'text'), headers(item.headers), block('Bytes', item.hex, 'The record has no value.'),
    h('h3', {}, 'On the command line'), commandLine(`./pipeline quarantine show ${item.topic}/${item.partition}/${item.offset}`, 'command')];
}

/** The event has it in milliseconds since 1970. */
function eventTime(decoded) {
  const ms = decoded?.event_time;
  return Number.isInteger(ms) && [h('dt', {}, 'Event time'), h('dd', {}, at(utcTime(ms)), h('span', { class: 'muted' }, `, event_time ${ms} ms`))];
}

function block(name, content, otherwise, kind = '') {
  return [h('div', { class: 'row spread' }, h('h3', {}, name), content && copyButton(content, name.toLowerCase())),
    content ? h('pre', { class: `block ${kind}`, tabindex: '0', dir: 'ltr' }, content) : h('p', { class: 'muted' }, otherwise)];
}

function headers(map) {
  const all = Object.entries(map ?? {});
  if (all.length === 0) return null;
  return [h('h3', {}, `Headers (${integer(all.length)})`),
    h('dl', { class: 'facts narrow' }, all.map(([name, value]) => [h('dt', {}, foreign(name)), h('dd', {}, foreign(value))]))];
}

function closer(close) {
  return h('button', { type: 'button', class: 'button icon-only close', 'aria-label': 'Close the record', onclick: close }, icon('close'));
}

function nothing(filters) {
  if (Object.values(filters).some(Boolean)) return empty('No rejected record matches.', h('a', { href: '#/quarantine' }, 'Show all'));
  return empty('Nothing was rejected.', 'A record that the streams app does not accept appears here with its reason.');
}
