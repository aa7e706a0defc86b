/** Runs the self-check of every function under its synthesized role. self-check.all.test.ts takes a grant of each kind. */
import { type DirectFunctions, startDirectFunctions } from '../support/direct-invocation';
import { listGrants } from '../support/grants';
import { assemblyFolder } from '../support/server-under-test';
import { type Answers, checkFunctions, event, failuresOf, NAMES } from './check-all';

const grants = listGrants(assemblyFolder());

/** The permissions that functions use on other resources than the table and keys. */
const OTHERS = ['Auth sqs:SendMessage', 'Factors sqs:SendMessage', 'Mail ses:SendEmail'];

describe('with every grant', () => {
  let functions: DirectFunctions;
  let answers: Answers;
  let calls: DirectFunctions['calls'];
  let log: string;

  beforeAll(async () => {
    functions = await startDirectFunctions(assemblyFolder());
    answers = await checkFunctions(functions);
    calls = [...functions.calls];
    log = functions.log();
  });
  afterAll(() => functions.close());

  test('every check succeeds, and makes only the calls that it checks', () => {
    expect(functions.names).toHaveLength(NAMES.length);
    expect(calls.filter(({ decision }) => decision !== 'allowed')).toEqual([]);
    const made = calls.map(({ logicalId = '', action }) => `${logicalId.replace(/Handler.*/, '')} ${action}`);
    const granted = grants
      // only CloudFormation invokes it, and none of its versions receives requests
      .filter(({ policy }) => !policy.startsWith('PublicKeysFunction'))
      .map(({ policy, action }) => `${policy.replace(/Role.*/, '')} ${action}`);
    expect([...new Set(made)].sort()).toEqual([...new Set([...granted, ...OTHERS])].sort());
    expect(failuresOf(answers)).toEqual([]);
    expect(answers.AuthHandler).toMatchObject({ argon2id: true, 'dynamodb:PutItem on ACCOUNT#': true });
  });

  test('the results are booleans, and neither they nor the log contain output of a key', () => {
    for (const checks of Object.values(answers)) {
      for (const [name, answer] of Object.entries(checks)) {
        expect(typeof answer).toBe('boolean');
        // an identity of SES is a domain
        expect(name).toMatch(/^(argon2id|[a-z-]+:\w+ on ([\w#-]+|example\.com))$/);
      }
    }
    expect(JSON.stringify(answers) + log).not.toMatch(/eyJ|\$argon2|BEGIN|[A-Za-z0-9+/]{60}/);
  });

  test('only the exact event of a self-check starts one, even without API Gateway', async () => {
    const request = {
      selfCheck: true,
      httpMethod: 'GET',
      resource: '/users/me',
      requestContext: { requestId: 'r' },
    };
    expect(await functions.invoke('AuthHandler', request)).toMatchObject({ statusCode: 500 });
    await expect(functions.invoke('AuthorizerHandler', { ...event, type: 'TOKEN' })).rejects.toThrow(
      'Unauthorized',
    );
    const made = functions.calls.slice(calls.length);
    expect(made.filter(({ action }) => action !== 'kms:GetPublicKey')).toEqual([]);
  });
});
