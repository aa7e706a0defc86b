import { findSynthMessage } from '../../../local/synth/find-synth-message';

const find = (...lines: string[]) => findSynthMessage(lines.join('\n'), '/home/ada/shop');
const uncaught = ['node:internal/modules/run_main:123', '    triggerUncaughtException(', '    ^', ''];
const stack = ['    at new Shop (/home/ada/shop/lib/shop.ts:7:9)', '', 'Node.js v22.1.0'];

test.each([
  [
    'a bundle that can’t be built is told by esbuild’s error and its place',
    [
      'Bundling asset Shop/Auth/Handler/Code/Stage...',
      'npm warn Unknown user config "x".',
      '✘ [ERROR] Expected identifier but found ";"',
      '',
      '    lambda/foo/handler.ts:43:11:',
      '      43 │ const x = {;',
      '         ╵            ^',
      '',
      ...uncaught,
      '[«FailedToBundleAsset» Failed to bundle asset Shop/Foo: npx esbuild --bundle exited with status 1',
      '    ...aws-cdk-lib...',
      '     └─ Shop (aws-cdk-lib.Stack)]',
      ...stack,
    ],
    'lambda/foo/handler.ts:43:11: ERROR: Expected identifier but found ";"',
  ],
  [
    'a source of the app that can’t be read is told by its place in the project',
    [
      ...uncaught,
      'Error: Transform failed with 1 error:',
      '/home/ada/shop/lib/stages/stages.ts:53:11: ERROR: Expected identifier but found ";"',
      ...stack,
    ],
    'lib/stages/stages.ts:53:11: ERROR: Expected identifier but found ";"',
  ],
  [
    'a thrown error is told by its first line',
    ['warning: Error: of no interest', ...uncaught, 'Error: The table has no key.', '  add one', ...stack],
    'The table has no key.',
  ],
  [
    'an error of the CDK’s keeps its code',
    [...uncaught, '«LockFileDoesnTExist» Lock file at /home/ada/shop/x is missing', ...stack],
    '«LockFileDoesnTExist» Lock file at x is missing',
  ],
  [
    'a fault of the code keeps its kind',
    [...uncaught, 'TypeError: a is null', ...stack],
    'TypeError: a is null',
  ],
  [
    'a stack without its source does as well',
    ['npm warn old', 'Error: no such stage', ...stack],
    'no such stage',
  ],
  [
    'a message that the app printed is told by its first line',
    [
      'Bundling asset A...',
      'Shop: 12 resources',
      'The stage has 2 faults:',
      '  - one',
      '  - two',
      'npm warn x',
    ],
    'The stage has 2 faults:',
  ],
  [
    'a silent end is told as one',
    ['npm warn x', 'Node.js v22.1.0', ''],
    'the app ended without an error message',
  ],
])('%s', (_, lines, message) => {
  expect(find(...lines)).toBe(message);
});

test('a long message is cut', () => {
  expect(find('x'.repeat(5_000)).length).toBeLessThan(310);
});
