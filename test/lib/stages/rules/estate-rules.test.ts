import { Duration } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { StageSettings } from '../../../../lib/stages/stage-settings';
import { stageSettings } from '../../../../lib/stages/stages';
import { validateStage } from '../../../../lib/stages/validate-stage';

const vaultArn = 'arn:aws:backup:eu-central-1:444455556666:backup-vault:copies';
const many = Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`tag-${index}`, 'a']));

const validate = (settings: Partial<StageSettings>) => () =>
  validateStage('dev', { ...stageSettings('dev'), ...settings });

test.each<[Partial<StageSettings>, string]>([
  [{ account: '1234' }, 'account must have 12 digits; it is "1234".'],
  [{ stackName: 'my_stack' }, 'stackName must begin with a letter'],
  [{ stackName: '1st' }, 'stackName must begin with a letter'],
  [{ tags: { 'aws:owner': 'me' } }, 'tags must be at most 40'],
  [{ tags: { owner: 'x'.repeat(257) } }, 'tags must be at most 40'],
  [{ tags: many }, 'tags must be at most 40'],
  [{ backup: { vaultArn: 'copies' } }, 'backup must have a vaultArn of AWS Backup'],
  [{ backup: { vaultArn, retention: Duration.hours(12) } }, 'backup must have a retention of whole days'],
  [{ backup: { vaultArn, retention: Duration.days(31) } }, 'backup must have a retention of whole days'],
])('rejects %j', (settings, message) => {
  expect(validate(settings)).toThrow(`Stage dev: ${message}`);
});

test.each<Partial<StageSettings>>([
  { account: '111122223333', stackName: 'Identity-2', tags: { 'cost-center': '42' } },
  { backup: { vaultArn } },
  { backup: { vaultArn, retention: Duration.days(365) }, logRetention: logs.RetentionDays.INFINITE },
])('accepts %j', (settings) => {
  expect(validate(settings)).not.toThrow();
});
