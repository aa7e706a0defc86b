/** ASVS chapter V16, Security Logging and Error Handling: levels 1 and 2. */
import { type AsvsRequirement, designed, requirement, tested } from './requirement';

const faults = [
  'test/faults/table-faults.all.test.ts',
  'test/faults/kms-faults.all.test.ts',
  'test/faults/throttle-faults.test.ts',
];

export const logging: readonly AsvsRequirement[] = [
  requirement(
    'V16.1.1',
    2,
    'There is an inventory of what is logged where, for how long and for whom',
    tested(
      '[logs.md](logs.md): every log of every layer, its format, place, readers, use and time, and every event. Tests hold it to the list of events, that list to the calls of the log, and the log groups to the template.',
      ['test/inventories.test.ts', 'test/lambda/events.test.ts'],
    ),
  ),
  requirement('V16.2.1', 2, 'Entries say when, where, who and what', tested()),
  requirement('V16.2.2', 2, 'Times are synchronized, and in UTC', tested('Lambda keeps the clocks.')),
  requirement(
    'V16.2.3',
    2,
    'Logs go where the inventory says',
    designed(
      "Functions write to standard output alone, which Lambda takes to CloudWatch, and operators' commands to the log of `auth`; from there only `securityEventBusArn` takes them on: [lambda/shared/log.ts](../lambda/shared/log.ts).",
    ),
  ),
  requirement(
    'V16.2.4',
    2,
    'Logs can be read by machine and correlated',
    tested('', ['test/lib/constructs/monitoring/log-queries.test.ts']),
  ),
  requirement('V16.2.5', 2, 'No secret is logged', tested('', ['test/security/hostile-input.test.ts'])),
  requirement(
    'V16.3.1',
    2,
    'Sign-ins are logged, failed ones too',
    tested('So is a wrong current password at a change of it.', [
      'test/lambda/identity/authentication/sign-in.test.ts',
      'test/lambda/identity/authentication/change-password.test.ts',
    ]),
  ),
  requirement(
    'V16.3.2',
    2,
    'Refused access is logged',
    tested('Every row on tokens that names a reason reads it from the log.', [
      'test/lambda/authorizer/authorizer-handler.test.ts',
    ]),
  ),
  requirement(
    'V16.3.3',
    2,
    'Attempts to get around the defences are logged',
    tested(
      'What operators do is logged before they do it, by their commands; direct access to the table [bypasses them](how-to/manage-users.md).',
      ['test/operator-audit.test.ts', 'test/lambda/identity/operator/record-audit.test.ts'],
    ),
  ),
  requirement(
    'V16.3.4',
    2,
    'Unexpected errors are logged',
    tested('', [
      'test/lambda/authorizer/authorizer-handler.test.ts',
      'test/lambda/shared/http/dispatcher.test.ts',
    ]),
  ),
  requirement('V16.4.1', 2, 'Nothing can be written into a log but its own entries', tested()),
  requirement(
    'V16.4.2',
    2,
    'Logs can neither be read nor changed by those who should not',
    tested('Functions may add to their own log alone; reading is a matter of the account.', [
      'test/role-policies.test.ts',
      'test/lib/constructs/keys/log-key.test.ts',
    ]),
  ),
  requirement(
    'V16.4.3',
    2,
    'Logs are sent to a separate system',
    designed(
      'CloudWatch Logs, which no function can delete from; security events to a bus of any account (`securityEventBusArn`): [security-event-forwarder.ts](../lib/constructs/monitoring/security-event-forwarder.ts).',
    ),
  ),
  requirement(
    'V16.5.1',
    2,
    'Errors tell nothing of the inside',
    tested('', ['test/lambda/shared/http/dispatcher.test.ts', 'test/security/hostile-input.test.ts']),
  ),
  requirement('V16.5.2', 2, 'The service stays secure while others fail', tested('', faults)),
  requirement('V16.5.3', 2, 'Nothing fails open', tested('', faults)),
];
