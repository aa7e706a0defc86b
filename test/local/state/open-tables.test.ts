/**
 * State that cannot be used. Each kind is reported in one line with a solution, and a fresh start repairs it.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeyStore } from '../../../local/aws/kms/key-store';
import { openTables, putStateAside } from '../../../local/state/open-tables';
import { prepareStateFolder, type StateFolder } from '../../../local/state/state-folder';
import { StartError } from '../../../local/support/start-error';

let project: string;
let state: StateFolder;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'open-tables-test-'));
  state = prepareStateFolder(project, { stage: 'dev', memory: false });
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

async function open(fresh: boolean) {
  if (fresh) await putStateAside(state);
  return openTables(state, { memory: false });
}
const modeOf = (path: string) => statSync(path).mode & 0o777;

test.each<[string, () => void]>([
  [
    'is damaged',
    () => {
      mkdirSync(state.database, { recursive: true });
      writeFileSync(join(state.database, 'CURRENT'), 'nonsense\n');
    },
  ],
  [
    'is a file',
    () => {
      mkdirSync(state.own, { recursive: true });
      writeFileSync(state.database, '');
    },
  ],
])('a folder of tables that %s is reported, and a fresh start removes it', async (_, damage) => {
  damage();
  const failure = await open(false).catch((error) => error);
  expect(failure).toBeInstanceOf(StartError);
  expect(failure.message).toMatch(/^The tables under .+ cannot be read\. Pass --fresh .+\.$/);
  await (await open(true)).close();
  await (await open(false)).close();
});

test('the folder of a run is closed to others, before and after a fresh start', async () => {
  mkdirSync(state.own, { recursive: true, mode: 0o755 });
  for (const fresh of [false, true]) {
    await (await open(fresh)).close();
    expect([state.root, state.endpoints, state.own].map(modeOf)).toEqual([0o700, 0o700, 0o700]);
  }
});

test.each(['{', '[]', 'null', '{"Key":"../../elsewhere"}', '{"Key":7}'])(
  'unreadable key ids are reported: %s',
  (content) => {
    mkdirSync(state.keys, { recursive: true });
    writeFileSync(join(state.keys, 'ids.json'), content);
    const message = /^The key file .+ids\.json cannot be read\. Pass --fresh .+\.$/;
    expect(() => openKeyStore(state.keys)).toThrow(StartError);
    expect(() => openKeyStore(state.keys)).toThrow(message);
    expect(readdirSync(state.keys)).toEqual(['ids.json']);
  },
);

test('an unreadable key is reported and not replaced', async () => {
  const keys = openKeyStore(state.keys);
  const id = keys.idOf('Stack', 'Key');
  writeFileSync(join(state.keys, `${id}.key`), 'nonsense');
  const spec = { kind: 'rsa', modulusBits: 2_048, algorithms: [] } as const;
  await expect(keys.materialOf(id, spec)).rejects.toThrow(/^The key file .+\.key cannot be read/);
});

test('no stage can use a folder that all runs share', () => {
  expect(() => prepareStateFolder(project, { stage: 'endpoints', memory: false })).toThrow(StartError);
});

test('a file named .local is reported', () => {
  const other = join(project, 'other');
  mkdirSync(other);
  writeFileSync(join(other, '.local'), '');
  const prepare = () => prepareStateFolder(other, { stage: 'dev', memory: false });
  expect(prepare).toThrow(StartError);
  expect(prepare).toThrow(
    `The folder ${join(other, '.local')} cannot be created (a file has its name: remove or rename the file).`,
  );
});
