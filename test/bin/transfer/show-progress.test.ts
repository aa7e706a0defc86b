import { createProgressDisplay } from '../../../bin/transfer/show-progress';

function createDisplay(isTTY: boolean, quietMillis?: number) {
  const written: string[] = [];
  const clock = { millis: 0 };
  const stream = { isTTY, write: (text: string) => written.push(text) };
  const display = createProgressDisplay(stream, () => clock.millis, quietMillis);
  return { written, clock, display };
}

test('a terminal shows a bar, which is redrawn in its line and cleared at the end', () => {
  const { written, clock, display } = createDisplay(true);
  display.show({ users: 50, done: 1, total: 2 });
  display.show({ users: 51, done: 1, total: 2 });
  clock.millis += 100;
  display.show({ users: 200, done: 3, total: 2 });
  display.end();
  expect(written).toEqual([
    `\r[${'#'.repeat(15)}${' '.repeat(15)}] 50 %, 50 users\u001B[K`,
    `\r[${'#'.repeat(30)}] 100 %, 200 users\u001B[K`,
    '\r\u001B[K',
  ]);
});

test('other outputs show a line from time to time', () => {
  const { written, clock, display } = createDisplay(false);
  for (let n = 0; n < 110; n++) {
    clock.millis += 100;
    display.show({ users: n, done: n, total: 0 });
  }
  display.end();
  expect(written).toEqual(['49 users\n', '99 users\n']);
});

test('a command that ends within the quiet time shows no bar', () => {
  const { written, clock, display } = createDisplay(true, 2_000);
  for (const millis of [0, 1_000, 1_999]) {
    clock.millis = millis;
    display.show({ users: 1, done: 0, total: 0 });
  }
  display.end();
  expect(written).toEqual([]);
  clock.millis = 2_000;
  display.show({ users: 7, done: 0, total: 0 });
  expect(written).toEqual([`\r[${' '.repeat(30)}] 7 users\u001B[K`]);
});
