import { explainAwsError } from '../../bin/explain-aws-error';
import { DependencyUnavailableError } from '../../lambda/shared/errors';

const table = { tableName: 'users', region: 'eu-west-1' };
const named = (name: string, message = 'anything') => Object.assign(new Error(message), { name });

test.each([
  [
    named('CredentialsProviderError', 'Could not load credentials from any providers'),
    'Could not load credentials from any providers: sign in to AWS, or set AWS_PROFILE',
  ],
  [
    named('ExpiredTokenException'),
    'AWS does not accept your credentials (ExpiredTokenException): sign in again',
  ],
  [
    named('ResourceNotFoundException'),
    'The table users does not exist in eu-west-1: use the stack output TableName, and set AWS_REGION to its region',
  ],
  [
    new DependencyUnavailableError('no answer'),
    'DynamoDB did not respond for the table users in eu-west-1: check that AWS_REGION is its region, or try again later',
  ],
])('%s is explained with what to do', (error, text) => {
  expect(explainAwsError(error, table)).toEqual(new Error(text));
  expect(explainAwsError(error, table)).toMatchObject({ cause: error });
});

test.each([named('AccessDeniedException'), new Error('a fault of ours'), 'no error at all'])(
  '%s is unchanged',
  (error) => {
    expect(explainAwsError(error, table)).toBe(error);
  },
);
