/** The rules for a stage's place in an estate. */
import * as logs from 'aws-cdk-lib/aws-logs';
import { BACKUP_RETENTION } from '../estate-settings';
import { isArn, isCount, type StageRule } from './setting-rule';

export const estateRules: readonly StageRule[] = [
  {
    setting: 'account',
    demand: 'must have 12 digits',
    holds: ({ account }) => account === undefined || /^\d{12}$/.test(account),
  },
  {
    setting: 'stackName',
    demand: 'must begin with a letter and have at most 100 letters, digits and dashes',
    holds: ({ stackName }) => stackName === undefined || /^[A-Za-z][A-Za-z0-9-]{0,99}$/.test(stackName),
  },
  {
    setting: 'tags',
    demand:
      'must be at most 40, with keys of 1 to 128 characters that do not begin with aws:, and values of at most 256',
    // https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
    holds: ({ tags }) =>
      Object.keys(tags).length <= 40 &&
      Object.entries(tags).every(([key, value]) => /^(?!aws:).{1,128}$/i.test(key) && value.length <= 256),
  },
  {
    setting: 'backup',
    demand: 'must have a vaultArn of AWS Backup',
    holds: ({ backup }) => isArn(backup?.vaultArn, 'backup', undefined, /^backup-vault:[\w-]{2,50}$/),
  },
  {
    setting: 'backup',
    demand:
      'must have a retention of whole days, at least 1 and at most logRetention, from which a restore takes deletions',
    holds: ({ backup, logRetention }) =>
      backup === undefined ||
      isCount(
        (backup.retention ?? BACKUP_RETENTION).toDays({ integral: false }),
        1,
        logRetention === logs.RetentionDays.INFINITE ? undefined : logRetention,
      ),
  },
];
