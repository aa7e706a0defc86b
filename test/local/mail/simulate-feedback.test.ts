import type { InvocationTrace } from '../../../local/functions/invocation-trace';
import type { InvokeResult } from '../../../local/functions/invoke';
import { type FeedbackContext, simulateFeedback } from '../../../local/mail/simulate-feedback';
import type { EventRule } from '../../../local/template/events/event-rule';
import type { EventDestination } from '../../../local/template/mail/mail-resources';
import type { FunctionDefinition, LocalApp } from '../../../local/template/model';
import { uuidPattern } from '../../support/uuid-pattern';
import { makeMail } from './make-mail';

const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:feedback';
const ruleArn = 'arn:aws:events:eu-west-1:123456789012:rule/feedback';
const setArn = 'arn:aws:ses:eu-west-1:123456789012:configuration-set/mail';
const rule: EventRule = {
  logicalId: 'Rule',
  arn: ruleArn,
  pattern: { source: ['aws.ses'], 'detail-type': ['Email Bounced', 'Email Complaint Received'] },
  functionArns: [functionArn],
};
const permission = { principal: 'events.amazonaws.com', action: 'lambda:InvokeFunction', sourceArn: ruleArn };
const feedback = {
  logicalId: 'Feedback',
  arn: functionArn,
  permissions: [permission],
} as unknown as FunctionDefinition;
const toEventBridge: EventDestination = { isEventBridge: true, eventTypes: ['bounce', 'complaint'] };

interface World {
  readonly destinations?: readonly EventDestination[];
  readonly rules?: readonly EventRule[];
  readonly functions?: readonly FunctionDefinition[];
  readonly result?: InvokeResult;
}

/** Returns an app with running functions, the events that they receive, and the traces of their invocations. */
function makeContext({
  destinations = [toEventBridge],
  rules = [rule],
  functions = [feedback],
  result = { kind: 'returned', payload: 'null' },
}: World = {}) {
  const events: unknown[] = [];
  const traces: InvocationTrace[] = [];
  const app: LocalApp = {
    region: 'eu-west-1',
    accountId: '123456789012',
    apis: [],
    functions,
    tables: [],
    keys: [],
    notRun: [],
    mail: { identities: [], configurationSets: [{ name: 'mail', arn: setArn, destinations }] },
    eventRules: rules,
  };
  const context: FeedbackContext = {
    app,
    now: () => Date.UTC(2027, 0, 2, 3, 4, 5, 678),
    invoke: async (_, event, onRequestId) => {
      onRequestId?.('request-1');
      events.push(event);
      return result;
    },
    onInvocation: (trace) => traces.push(trace),
  };
  return { context, events, traces };
}

const MAIL_DETAIL = {
  timestamp: '2027-01-01T00:00:00.000Z',
  source: 'Example <hello@example.com>',
  sourceArn: 'arn:aws:ses:eu-west-1:123456789012:identity/example.com',
  sendingAccountId: '123456789012',
  messageId: 'mail-1',
  destination: ['ann@example.org', 'bob@example.org'],
  headersTruncated: false,
  headers: makeMail().headers,
  commonHeaders: {
    from: ['Example <hello@example.com>'],
    date: 'Fri, 01 Jan 2027 00:00:00 +0000',
    to: ['ann@example.org'],
    cc: ['bob@example.org'],
    messageId: 'mail-1',
    subject: 'Your code',
  },
  tags: {
    'ses:operation': ['SendEmail'],
    'ses:configuration-set': ['mail'],
    'ses:source-ip': ['127.0.0.1'],
    'ses:from-domain': ['example.com'],
    kind: ['verification'],
  },
};
const ENVELOPE = {
  version: '0',
  id: expect.stringMatching(uuidPattern),
  source: 'aws.ses',
  account: '123456789012',
  time: '2027-01-02T03:04:05Z',
  region: 'eu-west-1',
  resources: [setArn],
};
const mail = makeMail({ cc: [{ address: 'bob@example.org' }] });

test('a bounce is the event that SES publishes', async () => {
  const { context, events } = makeContext();
  expect(await simulateFeedback(mail, 'bounce', context)).toEqual({
    kind: 'published',
    deliveries: [{ rule: 'Rule', functionArn, outcome: 'returned' }],
  });
  const bounced = (emailAddress: string) => ({
    emailAddress,
    action: 'failed',
    status: '5.1.1',
    diagnosticCode: 'smtp; 550 5.1.1 user unknown',
  });
  expect(events).toEqual([
    {
      ...ENVELOPE,
      'detail-type': 'Email Bounced',
      detail: {
        eventType: 'Bounce',
        bounce: {
          feedbackId: expect.any(String),
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: ['ann@example.org', 'bob@example.org'].map(bounced),
          timestamp: '2027-01-02T03:04:05.678Z',
          reportingMTA: expect.stringMatching(/^dns; /),
        },
        mail: MAIL_DETAIL,
      },
    },
  ]);
});

test('a complaint is the event that SES publishes', async () => {
  const { context, events } = makeContext();
  await simulateFeedback(mail, 'complaint', context);
  expect(events).toEqual([
    {
      ...ENVELOPE,
      'detail-type': 'Email Complaint Received',
      detail: {
        eventType: 'Complaint',
        complaint: {
          feedbackId: expect.any(String),
          complaintSubType: null,
          complainedRecipients: [{ emailAddress: 'ann@example.org' }, { emailAddress: 'bob@example.org' }],
          timestamp: '2027-01-02T03:04:05.678Z',
          userAgent: 'Amazon SES Mailbox Simulator',
          complaintFeedbackType: 'abuse',
          arrivalDate: '2027-01-02T03:04:05.678Z',
        },
        mail: MAIL_DETAIL,
      },
    },
  ]);
});

test.each<[InvokeResult, Partial<InvocationTrace>]>([
  [{ kind: 'returned', payload: 'null' }, { failed: 0 }],
  [
    { kind: 'failed', errorType: 'TypeError', errorMessage: 'no' },
    { failed: 1, reason: 'TypeError' },
  ],
  [{ kind: 'timed-out' }, { failed: 1, reason: 'the function timed out' }],
])('the invocation is traced: %j', async (result, expected) => {
  const { context, traces } = makeContext({ result });
  await simulateFeedback(mail, 'bounce', context);
  const ids = { source: 'Rule', logicalId: 'Feedback', requestId: 'request-1' };
  expect(traces).toEqual([
    { ...ids, unit: 'event', records: 1, milliseconds: expect.any(Number), ...expected },
  ]);
});

test.each<[string, World]>([
  ['failed', { result: { kind: 'failed', errorType: 'Error', errorMessage: 'no' } }],
  ['timed-out', { result: { kind: 'timed-out' } }],
  ['denied', { functions: [] }],
  ['denied', { functions: [{ ...feedback, permissions: [] }] }],
  ['denied', { functions: [{ ...feedback, permissions: [{ ...permission, sourceArn: `${ruleArn}2` }] }] }],
  [
    'denied',
    { functions: [{ ...feedback, permissions: [{ ...permission, principal: 'apigateway.amazonaws.com' }] }] },
  ],
])('the outcome of a function is reported: %s', async (outcome, world) => {
  const { context, events, traces } = makeContext(world);
  expect(await simulateFeedback(mail, 'bounce', context)).toEqual({
    kind: 'published',
    deliveries: [{ rule: 'Rule', functionArn, outcome }],
  });
  const invocations = outcome === 'denied' ? 0 : 1;
  expect([events.length, traces.length]).toEqual([invocations, invocations]);
});

const noDestination =
  /^The configuration set mail has no enabled .* EventBridgeDestination and the event type bounce$/;

test.each<[RegExp, Partial<typeof mail>, World]>([
  [/^The mail was sent without a configuration set/, { configurationSet: '' }, {}],
  [/^The template does not contain the configuration set other,/, { configurationSet: 'other' }, {}],
  [noDestination, {}, { destinations: [] }],
  [noDestination, {}, { destinations: [{ isEventBridge: false, eventTypes: ['bounce'] }] }],
  [noDestination, {}, { destinations: [{ isEventBridge: true, eventTypes: ['complaint'] }] }],
  [/^The template has no target for the event: .*"Email Bounced"/, {}, { rules: [] }],
  [/^The template has no target/, {}, { rules: [{ ...rule, pattern: { 'detail-type': ['Email Sent'] } }] }],
  [/^The template has no target/, {}, { rules: [{ ...rule, functionArns: [] }] }],
  [
    /^A rule's pattern is not supported: Unknown operator wildcard$/,
    {},
    { rules: [{ ...rule, pattern: { source: [{ wildcard: '*' }] } }] },
  ],
])('what is missing is reported: %s', async (reason, { configurationSet }, world) => {
  const { context, events } = makeContext(world);
  const { configurationSet: set = 'mail', ...rest } = mail;
  const wanted = configurationSet ?? set;
  const sent = wanted === '' ? rest : { ...rest, configurationSet: wanted };
  expect(await simulateFeedback(sent, 'bounce', context)).toEqual({
    kind: 'missing',
    reason: expect.stringMatching(reason),
  });
  expect(events).toEqual([]);
});
