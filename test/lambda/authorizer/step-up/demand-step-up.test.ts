import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { demandStepUp } from '../../../../lambda/authorizer/step-up/demand-step-up';
import { nameDenial } from '../../../../lambda/authorizer/verified/name-denial';
import { stepUpRequired } from '../../../../lambda/denials';
import { problems } from '../../../../lambda/shared/http/problems';
import { AUTH_TIME, createAuthorizer, judgeRequest, STAGE } from './step-up-scene';

const Action = 'execute-api:Invoke';
const base = {
  Effect: 'Allow',
  Action,
  Resource: ['GET/foo', 'GET/foo/*'].map((pattern) => `${STAGE}/${pattern}`),
};
const payments = [`${STAGE}/POST/payments`, `${STAGE}/POST/payments/`];
const vault = [`${STAGE}/DELETE/vault/*`];
const untilSeconds = (seconds: number) => ({
  DateGreaterThanEquals: { 'aws:CurrentTime': new Date((AUTH_TIME + seconds) * 1000).toISOString() },
});

test('a second factor opens each route until its own time', async () => {
  const { policyDocument } = await judgeRequest({ amr: ['pwd', 'otp', 'mfa'] }, 'GET/foo');
  expect(policyDocument).toEqual({
    Version: '2012-10-17',
    Statement: [
      base,
      { Effect: 'Allow', Action, Resource: [...payments, ...vault] },
      { Effect: 'Deny', Action, Resource: payments, Condition: untilSeconds(300) },
      { Effect: 'Deny', Action, Resource: vault, Condition: untilSeconds(60) },
    ],
  });
});

test.each([[['pwd']], [['pwd', 'rba']], [['mfa2']], [['nomfa']]])(
  'the methods %j do not open a route that requires a second factor, at any time',
  async (amr) => {
    const { policyDocument } = await judgeRequest({ amr }, 'GET/foo');
    expect(policyDocument.Statement).toContainEqual({ Effect: 'Deny', Action, Resource: vault });
  },
);

test('the kept policy of the routes without a step-up stays as it is', async () => {
  const authorizer = createAuthorizer({ amr: ['pwd'] });
  const event = {
    methodArn: `${STAGE}/GET/foo`,
    authorizationToken: 'Bearer x',
  } as APIGatewayTokenAuthorizerEvent;
  const [first, second] = [await authorizer(event), await authorizer(event)];
  expect(second).toEqual(first);
  expect(second.policyDocument.Statement).toHaveLength(4);
});

describe('the reason of a denial', () => {
  const codeOf = async (...asked: Parameters<typeof judgeRequest>) =>
    (await judgeRequest(...asked)).context?.denialCode;

  test.each([
    ['POST/payments', 'STEP_UP_REQUIRED'],
    ['POST/payments/', 'STEP_UP_REQUIRED'],
    ['DELETE/vault/7', 'STEP_UP_REQUIRED'],
    ['GET/foo/7', 'STEP_UP_REQUIRED'],
    ['GET/reports', 'INSUFFICIENT_SCOPE'],
    ['POST/payments/7/refund', 'INSUFFICIENT_SCOPE'],
    ['GET/elsewhere', 'INSUFFICIENT_SCOPE'],
  ])('is, at %s, %s', async (request, code) => {
    expect(await codeOf({ amr: ['pwd'] }, request)).toBe(code);
  });

  test('is the missing verification of an address, where the stage demands one', async () => {
    expect(await codeOf({ amr: ['pwd'] }, 'GET/reports', nameDenial)).toBe('EMAIL_NOT_VERIFIED');
    expect(await codeOf({ amr: ['pwd'] }, 'POST/payments', nameDenial)).toBe('STEP_UP_REQUIRED');
  });

  test('has the words of the document', async () => {
    expect((await judgeRequest({}, 'POST/payments')).context).toMatchObject({
      denialType: 'urn:problem-type:latchkey:step-up-required',
      denialDetail: stepUpRequired.detail,
    });
    expect((await judgeRequest({}, 'GET/reports')).context).toMatchObject({
      denialType: 'urn:problem-type:latchkey:insufficient-scope',
      denialDetail: problems.INSUFFICIENT_SCOPE.detail,
    });
  });

  test('is never a step-up for a token that no step-up helps', async () => {
    const judge = async (): Promise<APIGatewayAuthorizerResult> => ({
      principalId: 'ada',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action, Resource: `${STAGE}/*` }],
      },
      context: { scope: '', amr: 'pwd', authTime: AUTH_TIME },
    });
    const grants = [{ maxAgeSeconds: 300, scope: 'clerk', patterns: ['GET/x'] }];
    const result = await demandStepUp(
      judge,
      grants,
    )({ methodArn: `${STAGE}/GET/x` } as APIGatewayTokenAuthorizerEvent);
    expect(result.context?.denialCode).toBe('INSUFFICIENT_SCOPE');
    expect(result.policyDocument.Statement).toHaveLength(1);
  });
});

test('self-checks and errors pass unchanged', async () => {
  const event = {} as APIGatewayTokenAuthorizerEvent;
  const check = { principalId: 'x' } as APIGatewayAuthorizerResult;
  expect(await demandStepUp(async () => check, [])(event)).toBe(check);
  await expect(demandStepUp(() => Promise.reject(new Error('Unauthorized')), [])(event)).rejects.toThrow(
    'Unauthorized',
  );
});
