/** The error messages of bin/app.ts, run as the CDK's command line runs it, when it cannot create a stack. */
import { type CopiedApp, copyApp } from './support/copied-app';

let app: CopiedApp;

beforeAll(() => {
  app = copyApp();
});
afterEach(() => app.restore());
afterAll(() => app.remove());

test('an unknown stage is an error of one line', () => {
  expect(app.run('staging')).toEqual({
    status: 1,
    stderr: 'Unknown stage "staging": choose one of all-features, dev, prod, test.\n',
    stdout: '',
  });
});
