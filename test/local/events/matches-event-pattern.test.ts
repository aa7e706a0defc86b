import { matchesEventPattern } from '../../../local/events/matches-event-pattern';

const event = {
  source: 'aws.ses',
  'detail-type': 'Email Bounced',
  resources: ['arn:one', 'arn:two'],
  detail: { bounce: { bounceType: 'Permanent', recipients: [{ address: 'a' }, { address: 'b' }] }, count: 2 },
};

test.each<[object]>([
  [{}],
  [{ source: ['aws.ses'] }],
  [{ source: ['aws.s3', 'aws.ses'], 'detail-type': ['Email Bounced'] }],
  [{ resources: ['arn:two'] }],
  [{ detail: { bounce: { recipients: { address: ['b'] } } } }],
  [{ detail: { count: [2] } }],
  [{ source: [{ prefix: 'aws.' }] }],
  [{ source: [{ suffix: '.ses' }] }],
  [{ source: [{ 'anything-but': ['aws.s3'] }] }],
  [{ detail: { complaint: [{ exists: false }] } }],
  [{ detail: { count: [{ exists: true }] } }],
  [{ $or: [{ source: ['no'] }, { 'detail-type': ['Email Bounced'] }] }],
])('matches %j', (pattern) => {
  expect(matchesEventPattern(pattern, event)).toBe(true);
});

test.each<[object]>([
  [{ source: ['aws.s3'] }],
  [{ source: [] }],
  [{ source: ['aws.ses'], 'detail-type': ['Email Complaint Received'] }],
  [{ detail: { bounce: { bounceType: ['Transient'] } } }],
  [{ detail: { count: ['2'] } }],
  [{ detail: { count: [null] } }],
  [{ detail: { complaint: { a: ['b'] } } }],
  [{ detail: { complaint: [{ exists: true }] } }],
  [{ source: [{ 'anything-but': ['aws.ses'] }] }],
  [{ $or: [{ source: ['no'] }, { source: ['never'] }] }],
])('does not match %j', (pattern) => {
  expect(matchesEventPattern(pattern, event)).toBe(false);
});

test.each([
  { source: [{ wildcard: 'aws.*' }] },
  { source: [{ prefix: { 'equals-ignore-case': 'AWS.' } }] },
  { detail: { count: [{ numeric: ['>', 1] }] } },
  { source: [{}] },
])('an unsupported operator is an error and not a decision: %j', (pattern) => {
  expect(() => matchesEventPattern(pattern, event)).toThrow('Unknown operator');
});
