import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { parseStageName, stageSettings } from '../../lib/stages';
import { validateStage } from '../../lib/validate-stage';

test.each(['dev', 'prod', 'test'] as const)('the settings of %s are valid', (name) => {
  expect(() => validateStage(name, stageSettings(name))).not.toThrow();
});

test.each(['Prod', '', undefined, 'constructor'])('rejects the stage name %p', (name) => {
  expect(() => parseStageName(name)).toThrow(`Unknown stage "${name}": choose one of dev, prod, test.`);
});

test('prod keeps its data, is protected and says where it is', () => {
  expect(stageSettings('prod')).toMatchObject({
    retainData: true,
    terminationProtection: true,
    region: expect.any(String),
    testsOnly: false,
  });
});

test('access tokens live for an hour and no policy is cached unless a stage says otherwise', () => {
  const settings = stageSettings('dev');
  expect(settings.accessTokenLifetime.toSeconds()).toBe(3_600);
  expect(settings.authorizerCacheTtl.toSeconds()).toBe(0);
  expect(settings.revocation).toBe('immediate');
});

test('the app ends with one line when the stage is unknown', () => {
  const root = path.join(__dirname, '..', '..');
  const { status, stderr, stdout } = spawnSync('node', ['--import', 'tsx', 'bin/app.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify({ stage: 'staging' }) },
  });
  expect({ status, stderr, stdout }).toEqual({
    status: 1,
    stderr: 'Unknown stage "staging": choose one of dev, prod, test.\n',
    stdout: '',
  });
});
