/**
 * The local AWS endpoint: identifies the caller, evaluates the caller's policies, and answers allowed calls
 * only.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';
import type { RunClock } from '../clock/run-clock';
import { closeServer } from '../support/close-server';
import { type AwsAnswer, AwsError, toErrorAnswer, toRestErrorAnswer } from './answer';
import { authorizeCall, type Denial } from './authorize-call';
import type { AwsCall, Intercept } from './call';
import { type Caller, type Callers, callerIdOf } from './callers';
import { findOperation } from './find-operation';
import type { AwsInput, AwsService, CallOrigin } from './service';

/** The dependencies of the endpoint. */
export interface AwsEndpointOptions {
  readonly services: readonly AwsService[];
  readonly callers: Callers;
  /** The time for policies and for the SDKs. */
  readonly clock: Pick<RunClock, 'now' | 'httpDate'>;
  /** Receives every call after the decision about it. */
  onCall(call: AwsCall): void;
  /** Receives unexpected errors of a service. */
  onFault(error: unknown): void;
  /** @default - every allowed call reaches its service */
  readonly intercept?: Intercept;
}

/** A running endpoint. */
export interface AwsEndpoint {
  /** Such as `http://127.0.0.1:41234`. The endpoint listens on the loopback interface only. */
  readonly url: string;
  /** Closes every connection and waits for the calls that services are processing. */
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Starts the endpoint on a free port of the loopback interface. */
export async function startAwsEndpoint(options: AwsEndpointOptions): Promise<AwsEndpoint> {
  const busy = new Set<Promise<unknown>>();
  const track = <Value>(work: Promise<Value>): Promise<Value> => {
    const entry: Promise<unknown> = work.catch(() => {}).finally(() => busy.delete(entry));
    busy.add(entry);
    return work;
  };
  const server = createServer((request, response) => {
    respond(request, response, options, track).catch((error: unknown) => {
      // A caller that closes the connection is not an error of the endpoint.
      if (!request.complete) return;
      options.onFault(error);
      if (!response.headersSent) response.writeHead(500).end();
    });
  });
  // The SDKs reuse connections. A connection that closes during a call looks like a network error.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const service of options.services) service.endWaits?.();
      await closeServer(server);
      await Promise.all(busy);
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  options: AwsEndpointOptions,
  track: <Value>(work: Promise<Value>) => Promise<Value>,
): Promise<void> {
  const body = await readBody(request);
  const { service, name, operation } = findOperation(options.services, request);
  const answer =
    service === undefined
      ? toErrorAnswer(
          new AwsError(
            'UnknownOperationException',
            `This endpoint does not support the service ${name || '(none)'}.`,
          ),
        )
      : await decide({ request, body, service, name, operation }, options, track);
  if (answer === 'silence') return;
  if (answer === 'hang-up') {
    request.socket.destroy();
    return;
  }
  const date = options.clock.httpDate();
  response.writeHead(answer.status, {
    ...(date !== undefined && { date }),
    ...answer.headers,
    'content-type': service?.contentType ?? 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(answer.body),
    'x-amzn-requestid': randomUUID(),
    'x-amz-crc32': crc32(answer.body),
  });
  response.end(answer.body);
}

interface Received {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly service: AwsService;
  /** The name of the service for messages. */
  readonly name: string;
  readonly operation: string | undefined;
}

async function decide(
  { request, body, service, name, operation }: Received,
  options: AwsEndpointOptions,
  track: <Value>(work: Promise<Value>) => Promise<Value>,
): ReturnType<Intercept> {
  let who: Pick<AwsCall, 'caller' | 'logicalId'> = { caller: 'unknown' };
  let what = { action: `${name}.${operation ?? '(unknown)'}`, resource: '*', input: {} as AwsInput };
  const refuse = (error: AwsError, denial?: Denial) => {
    options.onCall({
      ...who,
      ...what,
      decision: denial === undefined ? 'refused' : 'denied',
      ...(denial && { denial: { by: denial.by, context: denial.context } }),
      reason: error.message,
    });
    return answerError(service, error);
  };
  if (operation === undefined) return refuse(unknownRoute(request));
  const origin = { callerId: '', endpoint: `http://127.0.0.1:${request.socket.localPort}` };
  try {
    const caller = identify(request, options.callers, service);
    who = nameCaller(caller);
    origin.callerId = callerIdOf(caller);
    what = { ...what, input: parse(body, service) };
    const accesses = service.listAccess(operation, what.input);
    const [first] = accesses;
    if (first !== undefined) what = { ...what, action: first.action, resource: first.resource };
    const denial =
      caller.kind === 'admin' ? undefined : authorizeCall(caller.definition, accesses, options.clock.now());
    if (denial !== undefined) {
      what = { ...what, action: denial.access.action, resource: denial.access.resource };
      return refuse(createCommonError(service, 'AccessDeniedException', denial.message), denial);
    }
  } catch (error) {
    if (error instanceof AwsError) return refuse(error);
    throw error;
  }
  const call: AwsCall = {
    ...who,
    ...what,
    decision: 'allowed',
    ...(isRepeated(request) && { isRepeated: true }),
  };
  options.onCall(call);
  const perform = () => track(answerOf(service, operation, what.input, origin));
  return options.intercept === undefined ? perform() : options.intercept(call, perform);
}

/**
 * Whether a call is a retry. The SDKs send the number of the attempt:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
function isRepeated(request: IncomingMessage): boolean {
  return /attempt=(?!1\b)\d/.test(String(request.headers['amz-sdk-request']));
}

/**
 * Finds the caller by its access key. The signature is not verified: access keys are random and never leave
 * this machine.
 */
function identify(request: IncomingMessage, callers: Callers, service: AwsService): Caller {
  const [, accessKeyId] = /Credential=([^/,\s]+)\//.exec(request.headers.authorization ?? '') ?? [];
  if (accessKeyId === undefined) {
    throw createCommonError(
      service,
      'MissingAuthenticationTokenException',
      'Request is missing Authentication Token',
    );
  }
  const caller = callers.find(accessKeyId);
  const token = request.headers['x-amz-security-token'];
  // On AWS, temporary credentials are invalid without their session token.
  if (caller === undefined || (caller.kind === 'function' && token !== caller.sessionToken)) {
    throw createCommonError(
      service,
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
  }
  return caller;
}

function nameCaller(caller: Caller): Pick<AwsCall, 'caller' | 'logicalId'> {
  if (caller.kind === 'admin') return { caller: 'local admin' };
  return { caller: caller.definition.name, logicalId: caller.definition.logicalId };
}

function parse(body: Buffer, service: AwsService): AwsInput {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as AwsInput;
  } catch {
    // The error below covers this case.
  }
  throw new AwsError(`${service.commonErrorPrefix}SerializationException`, 'The body is not a JSON object.');
}

async function answerOf(
  service: AwsService,
  operation: string,
  input: AwsInput,
  origin: CallOrigin,
): Promise<AwsAnswer> {
  try {
    // An operation without an output has an empty body.
    return { status: 200, body: JSON.stringify(await service.perform(operation, input, origin)) ?? '' };
  } catch (error) {
    if (error instanceof AwsError) return answerError(service, error);
    throw error;
  }
}

function answerError({ rest, errorHeaders }: AwsService, error: AwsError): AwsAnswer {
  return rest === undefined ? toErrorAnswer(error, errorHeaders?.(error)) : toRestErrorAnswer(error);
}

/** Creates an error of the caller's identity. The REST services return it as 403. */
function createCommonError({ commonErrorPrefix, rest }: AwsService, type: string, message: string): AwsError {
  return new AwsError(`${commonErrorPrefix}${type}`, message, rest === undefined ? 400 : 403);
}

function unknownRoute({ method, url = '' }: IncomingMessage): AwsError {
  const route = `${method} ${url.split('?')[0]}`;
  return new AwsError('UnknownOperationException', `The local run does not implement ${route}.`, 404);
}

/** Reads the body by events, because iterating over a stream costs several times as much. */
function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > MAX_BODY_BYTES) {
        request.destroy(new Error('A call to the local AWS endpoint exceeds 16 MB.'));
      }
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => {
      if (!request.complete) reject(new Error('The caller closed the connection.'));
    });
  });
}
