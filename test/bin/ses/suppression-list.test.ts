import { removeFromSuppressionList } from '../../../bin/ses/suppression-list';
import { AwsCallError, type AwsCallErrorKind } from '../../../lambda/shared/aws/aws-call-error';

const failing = (kind: AwsCallErrorKind) => async () => {
  throw new AwsCallError('ses:DeleteSuppressedDestination', kind, 'Reason');
};

test('returns whether the list contained the address', async () => {
  expect(await removeFromSuppressionList(async () => ({}), 'ada@example.org')).toBe(true);
  expect(await removeFromSuppressionList(failing('not-found'), 'ada@example.org')).toBe(false);
});

test('fails if SES does', async () => {
  await expect(removeFromSuppressionList(failing('denied'), 'ada@example.org')).rejects.toThrow('Reason');
});
