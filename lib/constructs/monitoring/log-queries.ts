/** The questions that an on-call operator asks the logs, in the language of CloudWatch Logs Insights. */

import type { EventName } from '../../../lambda/events';

/** A log of the stack. */
export type LogName =
  | 'access'
  | 'authorizer'
  | 'auth'
  | 'foo'
  | 'discovery'
  | 'mail'
  | 'mailFeedback'
  | 'factors';

/** One question. */
export interface LogQuery {
  /** The question, as the console lists it. */
  readonly name: string;
  /** The logs that the query reads. */
  readonly logs: readonly LogName[];
  /** The commands of the query, one for each line. */
  readonly query: readonly string[];
}

const SERVICES = ['auth', 'foo', 'discovery', 'factors'] as const;

/** Returns a Logs Insights list of events; the compiler rejects unknown event names. */
const listEvents = (...names: readonly EventName[]) => JSON.stringify(names).replaceAll(',', ', ');
const isEvent = (name: EventName) => `event = "${name}"`;

const FAILED_GUESSES = listEvents('sign_in_failed', 'password_change_failed', 'attempt_throttled');
/** A password change logs no username. Only an attempt with an unknown username has no `sub`. */
const ACCOUNT = 'fields coalesce(sub, usernameHash) as account';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
export const logQueries: readonly LogQuery[] = [
  {
    name: 'Which requests failed',
    logs: ['access'],
    query: [
      'filter status >= 500',
      'fields @timestamp, requestId, method, resourcePath, status, errorType, functionRequestId, authorizerRequestId',
      'sort @timestamp desc',
      'limit 100',
    ],
  },
  {
    name: 'Which unexpected errors occurred',
    logs: SERVICES,
    query: [
      `filter ${isEvent('request')} and status >= 500`,
      'stats count(*) as times, latest(requestId) as example by route, code, error.name, error.cause.message',
      'sort times desc',
    ],
  },
  {
    name: 'Why the authorizer failed',
    logs: ['authorizer'],
    query: [
      `filter ${isEvent('authorizer_failed')}`,
      'stats count(*) as times, latest(@timestamp) as last by operation, kind, reason, error.name',
      'sort times desc',
    ],
  },
  {
    name: 'Where rejected tokens come from',
    logs: ['authorizer', 'access'],
    // the authorizer does not know the address; the access log holds it under the authorizer's request id
    query: [
      `filter ${isEvent('token_rejected')} or ispresent(authorizerRequestId)`,
      'fields coalesce(authorizerRequestId, requestId) as call',
      'stats latest(reason) as why, latest(sourceIp) as address by call',
      'filter ispresent(why)',
      'stats count(*) as times by address, why',
      'sort times desc',
      'limit 50',
    ],
  },
  {
    name: 'Where failed sign-ins come from',
    logs: ['auth'],
    query: [
      `filter event in ${FAILED_GUESSES}`,
      ACCOUNT,
      'stats count(*) as times, count_distinct(account) as accounts by sourceIp',
      'sort times desc',
      'limit 50',
    ],
  },
  {
    name: 'Which accounts are attacked',
    logs: ['auth'],
    query: [
      `filter event in ${FAILED_GUESSES}`,
      ACCOUNT,
      // throttled sources belong to no account
      'filter ispresent(account)',
      'stats count(*) as times, count_distinct(sourceIp) as addresses by account',
      'sort times desc',
      'limit 50',
    ],
  },
  {
    name: 'Whose refresh token was reused',
    logs: ['auth'],
    query: [
      `filter ${isEvent('refresh_token_reused')}`,
      'fields @timestamp, sub, sid, sourceIp, requestId',
      'sort @timestamp desc',
      'limit 100',
    ],
  },
  {
    name: 'What one account did',
    logs: ['auth', 'factors'],
    // the operator replaces this id
    query: [
      'filter sub = "00000000-0000-0000-0000-000000000000"',
      'fields @timestamp, event, sid, sourceIp, requestId, operator',
      'sort @timestamp desc',
      'limit 200',
    ],
  },
  {
    name: 'What operators did',
    logs: ['auth'],
    query: [
      'filter ispresent(operator)',
      'fields @timestamp, event, operator, reason, sub, runId',
      'sort @timestamp desc',
      'limit 200',
    ],
  },
  {
    name: 'Why mails were discarded',
    logs: ['mail'],
    query: [
      `filter ${isEvent('mail_discarded')}`,
      'stats count(*) as times, latest(@timestamp) as last by reason',
      'sort times desc',
    ],
  },
  {
    name: 'Which mails came back',
    logs: ['mailFeedback'],
    query: [
      'filter ispresent(event) and ispresent(reason)',
      'stats count(*) as times, latest(@timestamp) as last by event, reason',
      'sort times desc',
    ],
  },
  {
    name: 'What is slow',
    logs: ['access'],
    query: [
      'stats count(*) as times, pct(latencyMs, 50) as p50, pct(latencyMs, 99) as p99, pct(authorizerLatencyMs, 99) as authorizer, pct(functionLatencyMs, 99) as function by method, resourcePath',
      'sort p99 desc',
    ],
  },
  {
    name: 'Who calls most',
    logs: ['access'],
    query: [
      'stats count(*) as times, count_distinct(resourcePath) as routes by sourceIp, sub',
      'sort times desc',
      'limit 50',
    ],
  },
];
