/** Every test asserts something. assertions.all.test.ts runs one that does not. */
import { withPlanted } from '../support/source-files';
import { assertionRules } from './assertion-rules';

const SETUP = 'test/support/expect-assertions.js';

test('each project of jest asks for assertions', () => {
  const { projects } = jest.requireActual('../../jest.config.js');
  for (const { displayName, setupFilesAfterEnv } of projects) {
    expect([displayName, setupFilesAfterEnv]).toEqual([displayName, [`<rootDir>/${SETUP}`]]);
  }
});

test('jest asks for assertions in this test', () => {
  expect(expect.getState()).toMatchObject({ isExpectingAssertions: true });
});

test.each([
  "test.concurrent('asserts nothing', async () => {});",
  "test.concurrent.each([1])('asserts nothing', async () => {});",
  "test.failing('asserts nothing', () => {});",
  "test.only('hides the others', () => {});",
  "describe.only('hides the others', () => {});",
  "xtest('does not run', () => {});",
  'beforeEach(() => expect.assertions(0));',
])('a test that the count of assertions does not cover is rejected: %s', (text) => {
  const path = 'test/planted.test.ts';
  const files = withPlanted([], { [path]: text });
  expect(assertionRules.flatMap(({ offences }) => offences(files))).toEqual([path]);
});
