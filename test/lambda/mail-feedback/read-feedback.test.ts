/** Which events are reports about a mail of the stage. */
import { readFeedback } from '../../../lambda/mail-feedback/read-feedback';
import { createBounce, createComplaint, SET, SUB } from './feedback-events';

const read = (event: unknown) => readFeedback(event, ['other', SET]);
const at = Date.UTC(2027, 0, 1);

test('a permanent bounce is a report, for the normalized address of the mail', () => {
  expect(read(createBounce())).toEqual({ sub: SUB, address: 'ada@example.org', reason: 'bounce', at });
});

test.each(['General', 'NoEmail', 'Suppressed', 'OnAccountSuppressionList'])(
  'a permanent bounce of the kind %s is a report',
  (bounceSubType) => {
    expect(read(createBounce({ report: { bounceSubType } }))).toMatchObject({ reason: 'bounce' });
  },
);

test.each(['abuse', 'fraud', 'other', 'virus', undefined])(
  'a complaint of the kind %s is a report',
  (complaintFeedbackType) => {
    const event = createComplaint({ report: { complaintFeedbackType } });
    expect(read(event)).toEqual({ sub: SUB, address: 'ada@example.org', reason: 'complaint', at });
  },
);

test('the words of the server that refused the mail choose no address', () => {
  const report = { bouncedRecipients: [{ emailAddress: 'grace@example.org' }] };
  expect(read(createBounce({ report }))).toMatchObject({ address: 'ada@example.org' });
});

test.each<[string, string, unknown]>([
  ['a transient bounce', 'transient', createBounce({ report: { bounceType: 'Transient' } })],
  ['an undetermined bounce', 'transient', createBounce({ report: { bounceType: 'Undetermined' } })],
  [
    'a report that a mail is not spam',
    'not_spam',
    createComplaint({ report: { complaintFeedbackType: 'not-spam' } }),
  ],
  [
    'a report about authentication',
    'not_spam',
    createComplaint({ report: { complaintFeedbackType: 'auth-failure' } }),
  ],
  [
    'a mail of another configuration set',
    'foreign',
    createBounce({ tags: { 'ses:configuration-set': ['theirs'] } }),
  ],
  [
    'a mail of two configuration sets',
    'foreign',
    createBounce({ tags: { 'ses:configuration-set': [SET, SET] } }),
  ],
  [
    'a mail without a configuration set',
    'foreign',
    createBounce({ tags: { 'ses:configuration-set': undefined } }),
  ],
  ['an event of another service', 'foreign', createBounce({ event: { source: 'com.example' } })],
  ['a delivery', 'foreign', createBounce({ event: { 'detail-type': 'Email Delivered' } })],
  ['a mail without an account', 'malformed', createBounce({ tags: { account: undefined } })],
  ['a mail of two accounts', 'malformed', createBounce({ tags: { account: [SUB, SUB] } })],
  ['an account that is no id', 'malformed', createBounce({ tags: { account: ['x#y'] } })],
  ['a mail without a recipient', 'malformed', createBounce({ mail: { destination: [] } })],
  [
    'a mail to two recipients',
    'malformed',
    createBounce({ mail: { destination: ['a@b.example', 'c@d.example'] } }),
  ],
  ['a recipient that is no address', 'malformed', createBounce({ mail: { destination: ['ada'] } })],
  ['an event without a time', 'malformed', createBounce({ event: { time: undefined } })],
  ['a bounce without a type', 'malformed', createBounce({ report: { bounceType: undefined } })],
  [
    'a complaint without its report',
    'malformed',
    { ...createComplaint(), detail: { ...createComplaint().detail, complaint: null } },
  ],
  ['null', 'foreign', null],
  ['a text', 'foreign', 'Email Bounced'],
  ['an event without details', 'foreign', createBounce({ event: { detail: null } })],
  ['tags that are a list', 'foreign', createBounce({ mail: { tags: ['account'] } })],
])('%s is %s', (_, reason, event) => {
  expect(read(event)).toBe(reason);
});
