import { atMost } from '../../../bench/goals';
import { fillIn } from '../../../bench/report/write-document';

const findings = {
  tables: [{ columns: ['Function', 'KB'], rows: [{ name: 'auth', cells: [240] }] }],
  goals: [atMost('auth', 240, 260, 'KB')],
  ...{ date: '2026-01-31', node: 'v24.0.0', machine: 'linux x64, 2 cores', rounds: 21 },
};
const section = { name: 'bundles', method: 'The assets.' };
const document = 'before\n<!-- bench:bundles -->\nold\n<!-- /bench:bundles -->\nafter\n';

test('writes a section between its markers, with its method and circumstances', () => {
  const filled = fillIn(document, section, findings);

  expect(filled).toMatch(/^before\n<!-- bench:bundles -->\nThe assets\.\n/);
  expect(filled).toContain('| auth     | 240 |');
  expect(filled).toContain('| met |');
  expect(filled).toContain('*2026-01-31, Node v24.0.0, linux x64, 2 cores; 21 interleaved runs.*');
  expect(filled).toMatch(/<!-- \/bench:bundles -->\nafter\n$/);
  expect(filled).not.toContain('old');
});

test('a second run changes nothing', () => {
  const filled = fillIn(document, section, findings);
  expect(fillIn(filled, section, findings)).toBe(filled);
});

test('a section without findings keeps its table', () => {
  expect(fillIn(document, section, undefined)).toBe(document);
});

test('rejects a document without the markers', () => {
  expect(() => fillIn('nothing', section, findings)).toThrow('lacks the markers <!-- bench:bundles -->');
});
