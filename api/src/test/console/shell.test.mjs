import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { quote, replayCommand, sensorOption } from '../../main/resources/console/js/shell.js';

const HOSTILE = ['plain-1', "it's; rm -rf $HOME `id` \\ \"x\" !!", '<img src=x onerror=alert(1)>', '-x', '@file', '', '../../etc', '*?[a]', 'a b  c'];

test('a shell reads each word as it was', () => {
  for (const text of HOSTILE) assert.equal(execFileSync('sh', ['-c', `printf %s ${quote(text)}`], { encoding: 'utf8' }), text);
});

test('what a terminal may show otherwise is hexadecimal', () => {
  assert.equal(sensorOption('hall-1'), '--sensor=hall-1');
  assert.equal(sensorOption('a\nrm'), '--sensor=0x610a726d');
  assert.equal(sensorOption('\u202eevil'), '--sensor=0xe280ae6576696c');
  assert.equal(sensorOption('0x41'), '--sensor=0x30783431');
  assert.equal(sensorOption(' a'), '--sensor=0x2061');
});

test('the command of a replay', () => {
  assert.equal(replayCommand('UNKNOWN_SCHEMA'), './pipeline quarantine replay --reason UNKNOWN_SCHEMA');
  assert.equal(replayCommand('LATE', { sensor: 'a b', dryRun: true }), "./pipeline quarantine replay --reason LATE --sensor='a b' --dry-run");
});
