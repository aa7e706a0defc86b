import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildContext, type BuildOptions, build, context } from 'esbuild';
import { withEsbuild } from '../../../local/support/esbuild-service';

const folder = mkdtempSync(join(tmpdir(), 'esbuild-service-'));
const options: BuildOptions = { absWorkingDir: folder, entryPoints: ['entry.js'], write: false };

beforeAll(() => writeFileSync(join(folder, 'entry.js'), 'exports.one = 1;'));
beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
afterEach(() => jest.useRealTimers());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(): Promise<{ readonly made: BuildContext; readonly rests: number }> {
  return withEsbuild(async (rests) => ({ made: await context(options), rests }));
}

test('after an idle time, the process and its contexts end, and the next build starts another', async () => {
  const { made, rests } = await open();
  jest.advanceTimersByTime(9_000);
  await withEsbuild(() => made.rebuild());
  jest.advanceTimersByTime(9_000);
  expect((await made.rebuild()).errors).toEqual([]);
  jest.advanceTimersByTime(1_000);
  await expect((async () => made.rebuild())()).rejects.toThrow(/service/);
  const next = await withEsbuild(async (now) => ({ now, built: await build(options) }));
  expect(next).toMatchObject({ now: rests + 1, built: { errors: [] } });
});

test('it does not end during a build', async () => {
  const { made } = await open();
  await withEsbuild(async () => {
    await withEsbuild(() => made.rebuild());
    jest.advanceTimersByTime(60_000);
    expect((await made.rebuild()).errors).toEqual([]);
  });
  await made.dispose();
});
