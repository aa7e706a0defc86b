/** Runs a command by npm as the documents show it. Other tests start commands in a way that takes less time. */
import { execSync } from 'node:child_process';
import { projectRoot } from './support/synthesize';

test('a command runs by npm', () => {
  const { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: _, ...env } = process.env;
  const options = { cwd: projectRoot, encoding: 'utf8', env } as const;
  expect(execSync('npm run --silent users:unlock -- --help', options)).toContain('--user');
});
