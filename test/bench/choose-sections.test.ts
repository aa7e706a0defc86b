import { chooseSections } from '../../bench/choose-sections';
import type { Section } from '../../bench/section';

const section = (name: string, timed: boolean): Section => ({
  name,
  timed,
  title: name,
  method: '',
  run: async () => ({ tables: [], goals: [] }),
});
const sections = [
  section('bundles', false),
  section('authorizer-cold', true),
  section('authorizer-warm', true),
];
const choose = (only: readonly string[], untimed = false) =>
  chooseSections(sections, { only, untimed }).map(({ name }) => name);

test('all sections run unless some are named', () => {
  expect(choose([])).toEqual(['bundles', 'authorizer-cold', 'authorizer-warm']);
});

test('a prefix chooses every section whose name begins with it', () => {
  expect(choose(['authorizer'])).toEqual(['authorizer-cold', 'authorizer-warm']);
});

test('untimed leaves out the sections whose goals are times', () => {
  expect(choose([], true)).toEqual(['bundles']);
});

test('rejects an unknown name and lists the sections', () => {
  expect(() => choose(['bundels'])).toThrow(
    'The section "bundels" does not exist: choose one of bundles, authorizer-cold, authorizer-warm',
  );
});
