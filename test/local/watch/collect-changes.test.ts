import { collectChanges } from '../../../local/watch/collect-changes';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function setUp() {
  const handed: { paths: string[]; since: number }[] = [];
  const collector = collectChanges({
    quietMs: 30,
    onRest: (paths, since) => handed.push({ paths: [...paths], since }),
  });
  return { collector, handed };
}

test('changes close together are reported together, with the time of the first', () => {
  const { collector, handed } = setUp();
  const since = performance.now();
  collector.add('a');
  jest.advanceTimersByTime(29);
  collector.add('b');
  collector.add('a');
  jest.advanceTimersByTime(29);
  expect(handed).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(handed).toEqual([{ paths: ['a', 'b'], since }]);
});

test('changes after a quiet period are reported separately', () => {
  const { collector, handed } = setUp();
  collector.add('a');
  jest.advanceTimersByTime(30);
  const since = performance.now();
  collector.add('b');
  jest.advanceTimersByTime(30);
  expect(handed[1]).toEqual({ paths: ['b'], since });
});

test('nothing is reported after the end', () => {
  const { collector, handed } = setUp();
  collector.add('a');
  collector.stop();
  jest.advanceTimersByTime(1000);
  expect(handed).toEqual([]);
});
