/** ASVS chapter V16, Security Logging and Error Handling: levels 1 and 2. */
import { type AsvsRequirement, designed, requirement, tested } from './requirement';

const faults = [
  'test/faults/faults.test.ts',
  'test/faults/fault-kinds.all.test.ts',
  'test/faults/table-faults.all.test.ts',
  'test/faults/kms-faults.all.test.ts',
  'test/faults/throttle-faults.all.test.ts',
];

export const logging: readonly AsvsRequirement[] = [
  requirement(
    'V16.1.1',
    2,
    'An inventory lists the logs with their content, place, retention and readers',
    tested(
      '[logs.md](logs.md): every log of every layer, its format, place, readers, use and retention, and every event. Tests hold it to the list of events, that list to the log calls, and the log groups to the template.',
      ['test/inventories.test.ts', 'test/lambda/events.test.ts'],
    ),
  ),
  requirement('V16.2.1', 2, 'Entries record when, where, who and what', tested()),
  requirement('V16.2.2', 2, 'Times are synchronized, and in UTC', tested('Lambda synchronizes the clocks.')),
  requirement(
    'V16.2.3',
    2,
    'Logs go where the inventory says',
    designed(
      "Functions write only to standard output, which Lambda sends to CloudWatch. Operators' commands write to the log of `auth`. From there only `securityEventBusArn` forwards them: [lambda/shared/log.ts](../lambda/shared/log.ts).",
    ),
  ),
  requirement(
    'V16.2.4',
    2,
    'Logs are machine-readable and can be correlated',
    tested('', ['test/lib/constructs/monitoring/log-queries.test.ts']),
  ),
  requirement('V16.2.5', 2, 'No secret is logged', tested('', ['test/security/hostile-input.test.ts'])),
  requirement(
    'V16.3.1',
    2,
    'Sign-ins are logged, failed ones too',
    tested('A wrong current password at a change of it is logged too.', [
      'test/lambda/identity/authentication/sign-in.test.ts',
      'test/lambda/identity/authentication/change-password.test.ts',
    ]),
  ),
  requirement(
    'V16.3.2',
    2,
    'Refused access is logged',
    tested('Every row on tokens with a reason reads it from the log.', [
      'test/lambda/authorizer/authorizer-handler.test.ts',
    ]),
  ),
  requirement(
    'V16.3.3',
    2,
    'Attempts to bypass the defenses are logged',
    tested(
      'Commands of operators log each action before it happens. Direct access to the table [bypasses them](how-to/manage-users.md#audit-events).',
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
  requirement('V16.4.1', 2, 'Only its own entries can be written into a log', tested()),
  requirement(
    'V16.4.2',
    2,
    'Logs are protected from unauthorized reads and changes',
    tested('Functions may add only to their own log. The account controls reading.', [
      'test/role-policies.test.ts',
      'test/lib/constructs/keys/log-key.test.ts',
    ]),
  ),
  requirement(
    'V16.4.3',
    2,
    'Logs are sent to a separate system',
    designed(
      'CloudWatch Logs, from which no function can delete. Security events go to a bus of any account (`securityEventBusArn`): [security-event-forwarder.ts](../lib/constructs/monitoring/security-event-forwarder.ts).',
    ),
  ),
  requirement(
    'V16.5.1',
    2,
    'Errors reveal no internal details',
    tested('', ['test/lambda/shared/http/dispatcher.test.ts', 'test/security/hostile-input.test.ts']),
  ),
  requirement('V16.5.2', 2, 'The service stays secure while others fail', tested('', faults)),
  requirement('V16.5.3', 2, 'Nothing fails open', tested('', faults)),
];
