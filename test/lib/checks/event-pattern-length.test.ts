import { eventPatternLength } from '../../../lib/checks/event-pattern-length';

const resources = {
  Key: { Type: 'AWS::KMS::Key' },
  Replica: { Type: 'AWS::KMS::ReplicaKey' },
  Role: { Type: 'AWS::IAM::Role' },
};

test.each([
  ['a text', { source: ['aws.kms'] }, '{"source":["aws.kms"]}'.length],
  ['the id of a key', [{ Ref: 'Key' }], '[""]'.length + 36],
  ['the id of a replica', [{ Ref: 'Replica' }], '[""]'.length + 36],
  ['an ARN', [{ 'Fn::GetAtt': ['Role', 'Arn'] }], '[""]'.length + 128],
  ['another reference', [{ Ref: 'Role' }], '[""]'.length + 128],
  ['a joined text', [{ 'Fn::Join': [':', ['arn', { Ref: 'AWS::Region' }]] }], '["arn:"]'.length + 14],
  ['no pattern', undefined, 2],
])('%s counts with its maximum length', (_, pattern, length) => {
  expect(eventPatternLength(pattern, resources)).toBe(length);
});
