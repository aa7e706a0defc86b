import { runWithoutOptions } from '../../bin/run-without-options';

const run = jest.fn();
const command = { name: 'planted', description: 'Writes planted.md.', run };
let exitCode: typeof process.exitCode;

beforeEach(() => {
  jest.spyOn(console, 'log').mockReturnValue();
  jest.spyOn(console, 'error').mockReturnValue();
  exitCode = process.exitCode;
});
afterEach(() => {
  process.exitCode = exitCode;
  jest.restoreAllMocks();
  run.mockReset();
});

test('--help prints the usage, the files that are written and the option, and writes nothing', async () => {
  await runWithoutOptions(command, ['--help']);
  expect(console.log).toHaveBeenCalledWith(
    'Usage: npm run planted\n\nWrites planted.md.\n\n  --help  print this text',
  );
  expect(run).not.toHaveBeenCalled();
});

test.each([
  ['--nope', "planted: Unknown option '--nope'. See --help."],
  ['other.md', "planted: Unexpected argument 'other.md'. See --help."],
])('%s is reported with the exit code 2, and writes nothing', async (argument, line) => {
  await runWithoutOptions(command, [argument]);
  expect(console.error).toHaveBeenCalledWith(line);
  expect(process.exitCode).toBe(2);
  expect(run).not.toHaveBeenCalled();
});

test('without an option the command runs, and each written file is printed', async () => {
  run.mockReturnValueOnce(['planted.md', 'docs/planted.md']);
  await runWithoutOptions(command, []);
  expect(jest.mocked(console.log).mock.calls).toEqual([
    ['Written: planted.md'],
    ['Written: docs/planted.md'],
  ]);
});

test('an error of the command is passed on', async () => {
  run.mockRejectedValueOnce(new Error('no folder'));
  await expect(runWithoutOptions(command, [])).rejects.toThrow('no folder');
});
