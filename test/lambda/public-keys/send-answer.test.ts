/** How a response reaches CloudFormation. */
import http, { type RequestListener } from 'node:http';
import type https from 'node:https';
import type { CustomResourceAnswer } from '../../../lambda/public-keys/answer-custom-resource';
import { createAnswerSender } from '../../../lambda/public-keys/send-answer';
import { closeServer, listen } from '../../support/loopback';

const answer: CustomResourceAnswer = {
  Status: 'FAILED',
  Reason: 'because',
  PhysicalResourceId: 'public-keys',
  StackId: 'stack-1',
  RequestId: 'request-1',
  LogicalResourceId: 'Keys',
};

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

let server: http.Server;
let received: Received[];
let origin: string;
let answers: RequestListener[];

beforeEach(async () => {
  received = [];
  server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { method, url, headers } = request;
      const respond = answers[Math.min(received.length, answers.length - 1)];
      received.push({ method, url, headers, body });
      respond?.(request, response);
    });
  });
  origin = await listen(server);
});

afterEach(() => closeServer(server));

const respond =
  (status: number): RequestListener =>
  (_request, response) =>
    response.writeHead(status).end();
const hangUp: RequestListener = ({ socket }) => socket.destroy();

function send() {
  const url = `${origin}/bucket?signature=secret`;
  // the same requests without TLS
  const request = http.request as typeof https.request;
  return createAnswerSender({ request, sleep: async () => {} })(url, answer);
}

test('is put to the whole URL, with the content type that its signature covers', async () => {
  answers = [respond(200)];
  await send();
  expect(received).toMatchObject([
    { method: 'PUT', url: '/bucket?signature=secret', headers: { 'content-type': '' } },
  ]);
  expect(JSON.parse(received[0]?.body ?? '')).toEqual(answer);
});

test('is sent again when the connection breaks or the other side fails', async () => {
  answers = [hangUp, respond(503), respond(200)];
  await send();
  expect(received).toHaveLength(3);
});

test.each([
  ['HTTP 403', respond(403)],
  ['ECONNRESET', hangUp],
])('three failures are reported as %s, without the URL', async (reason, failing) => {
  answers = [failing];
  const error: unknown = await send().catch((thrown: unknown) => thrown);
  expect(received).toHaveLength(3);
  expect((error as Error).message).toBe(`The response could not be sent: ${reason}`);
});
