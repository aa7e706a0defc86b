import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { type StageName, stageSettings } from '../../../lib/stages/stages';
import { createApp, createAuthStack } from '../../support/synth-stack';

const stages: readonly StageName[] = ['dev', 'all-features', 'prod', 'test'];

const { standby: fullStandby } = stageSettings('all-features');
if (!fullStandby) throw new Error('The stage all-features has a standby');

/** The settings that a stage with a standby cannot have. */
const withoutStandby = {
  standby: undefined,
  provisionedConcurrency: { authorizer: 2, auth: 2 },
  customDomain: {
    name: 'auth.example.com',
    certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/a',
    hostedZoneId: 'Z0123456789ABC',
  },
};

test.each([
  ...stages.map((stage) => [stage, 'as it is', {}] as const),
  ['all-features', 'without a standby', withoutStandby] as const,
  ['all-features', 'served by its standby', { standby: { ...fullStandby, serving: 'standby' } }] as const,
])('%s, %s, passes the rules of cdk-nag, AwsSolutions and NIST 800-53', (stage, _, settings) => {
  const app = createApp();
  createAuthStack(stage, settings, app);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app));
  expect(() => app.synth()).not.toThrow();
});
