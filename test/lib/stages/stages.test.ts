import { withDefaults } from '../../../lib/stages/stage-settings';
import { parseStageName, stageSettings } from '../../../lib/stages/stages';
import { validateStage } from '../../../lib/stages/validate-stage';

test.each(['dev', 'prod', 'test', 'all-features'] as const)('the settings of %s are valid', (name) => {
  expect(() => validateStage(name, stageSettings(name))).not.toThrow();
});

test.each(['Prod', '', undefined, 'constructor'])('rejects the stage name %p', (name) => {
  expect(() => parseStageName(name)).toThrow(
    `Unknown stage "${name}": choose one of all-features, dev, prod, test.`,
  );
});

test('prod retains its data, is protected and sets its region', () => {
  expect(stageSettings('prod')).toMatchObject({
    retainData: true,
    terminationProtection: true,
    region: expect.any(String),
    testsOnly: false,
  });
});

test('dev fits a developer, all of whose sign-ups and sign-ins come from one address', () => {
  const { maxSignUpsPerSource, maxSignInFailuresPerSource } = stageSettings('dev');
  expect(Math.min(maxSignUpsPerSource, maxSignInFailuresPerSource)).toBeGreaterThanOrEqual(1_000);
  expect(stageSettings('prod')).toMatchObject({ maxSignUpsPerSource: 20, maxSignInFailuresPerSource: 50 });
});

test('every stage but prod serves the example', () => {
  for (const name of ['dev', 'test', 'all-features'] as const) {
    expect(stageSettings(name).exampleRoutes).toBe(true);
  }
  expect(stageSettings('prod').exampleRoutes).toBe(false);
});

test('by default access tokens are valid for an hour, and no policy is cached', () => {
  const settings = stageSettings('dev');
  expect(settings.accessTokenLifetime.toSeconds()).toBe(3_600);
  expect(settings.authorizerCacheTtl.toSeconds()).toBe(0);
  expect(settings.revocation).toBe('immediate');
});

test('a stage that retains its data does not replace the role of API Gateway, which other APIs of the account use', () => {
  const roles = (['dev', 'prod'] as const).map((name) => stageSettings(name).apiGatewayAccountRole);
  expect(roles).toEqual(['create', 'existing']);
  expect(withDefaults({ retainData: true, apiGatewayAccountRole: 'create' }).apiGatewayAccountRole).toBe(
    'create',
  );
});

test('dev and test have no optional resource with a monthly price', () => {
  for (const name of ['dev', 'test'] as const) {
    expect(stageSettings(name)).toMatchObject({
      monitoring: false,
      deployment: 'all-at-once',
      webAcl: false,
      customerManagedKey: false,
      provisionedConcurrency: {},
    });
  }
  expect(stageSettings('prod')).toMatchObject({ monitoring: true, deployment: 'canary', webAcl: true });
});
