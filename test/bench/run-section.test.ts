import { runSection } from '../../bench/run-section';
import type { Bench, Findings } from '../../bench/section';

const found: Findings = { tables: [], goals: [] };
const said: string[] = [];
const bench: Bench = { rounds: 1, seconds: 1, users: 1, folder: '', say: (text) => said.push(text) };
const section = (run: () => Promise<Findings>) => ({
  name: 'boot',
  title: 'Start',
  timed: true,
  method: '',
  run,
});

beforeEach(() => said.splice(0));

test('returns the findings, and reports start and end', async () => {
  expect(
    await runSection(
      section(async () => found),
      bench,
      '1 of 2',
    ),
  ).toEqual({
    kind: 'found',
    findings: found,
  });
  expect(said).toEqual(['section 1 of 2: Start (boot) …', 'section 1 of 2: done in 0.0 min']);
});

test('returns the reason of a failed section', async () => {
  const failing = section(() => Promise.reject(new Error('no port is free')));
  expect(await runSection(failing, bench, '2 of 2')).toEqual({ kind: 'failed', reason: 'no port is free' });
  expect(said.at(-1)).toBe('section 2 of 2: failed after 0.0 min');
});
