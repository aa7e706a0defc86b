import { findCaller } from '../../../bin/audit/find-caller';
import {
  type Answering,
  hangUp,
  type StubEndpoint,
  startStubEndpoint,
} from '../../lambda/shared/aws/stub-endpoint';

let sts: StubEndpoint | undefined;
afterEach(async () => {
  await sts?.close();
  sts = undefined;
});

const xml =
  (status: number, body: string): Answering =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
  };

const identity = (
  arn: string,
) => `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>${arn}</Arn>
    <UserId>AROA:ada</UserId>
    <Account>111122223333</Account>
  </GetCallerIdentityResult>
</GetCallerIdentityResponse>`;

async function ask(answer: Answering): Promise<string> {
  sts = await startStubEndpoint(answer);
  return findCaller(sts.settings('sts'));
}

test('the request follows the query protocol and is signed', async () => {
  const arn = 'arn:aws:sts::111122223333:assumed-role/Operators/ada@example.com';
  expect(await ask(xml(200, identity(arn)))).toBe(arn);
  const [request] = sts?.requests ?? [];
  expect(request?.body).toBe('Action=GetCallerIdentity&Version=2011-06-15');
  expect(request?.headers).toMatchObject({
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    authorization: expect.stringMatching(/Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/sts\/aws4_request/),
    'x-amz-security-token': 'session',
  });
});

test('a path with XML escapes is decoded', async () => {
  expect(await ask(xml(200, identity('arn:aws:iam::1:user/a&amp;b&lt;/ada')))).toBe(
    'arn:aws:iam::1:user/a&b</ada',
  );
});

test.each<[string, Answering, object]>([
  [
    'expired credentials',
    xml(403, '<ErrorResponse><Error><Code>ExpiredToken</Code></Error></ErrorResponse>'),
    { kind: 'denied', reason: 'ExpiredToken' },
  ],
  ['a fault of AWS', xml(503, 'busy'), { kind: 'unavailable', reason: 'HTTP 503' }],
  ['an answer without an ARN', xml(200, '<Arn></Arn>'), { kind: 'unavailable', reason: 'MalformedAnswer' }],
  ['a broken connection', hangUp, { kind: 'unavailable', reason: 'ECONNRESET' }],
])('%s is an error', async (_, answer, error) => {
  await expect(ask(answer)).rejects.toMatchObject({ operation: 'sts:GetCallerIdentity', ...error });
});
