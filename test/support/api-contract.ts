/** Checks a response against openapi.json: whether it documents the status and the body. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { findPageFault, isPage } from './page-contract';

/** The parts of an OpenAPI document that tests read. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, ResponseObject>> };
}

/** One method of one path. */
export interface Operation {
  readonly security: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, ResponseObject | { readonly $ref: string }>>;
}

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: object;
}

/** A response of an operation. */
export interface ResponseObject {
  readonly headers?: Readonly<Record<string, Header>>;
  readonly content?: Readonly<Record<string, MediaObject>>;
}

/** The checked parts of a request. */
interface Sent {
  /** @default 'GET' */
  readonly method?: string;
  readonly path: string;
}

/** The checked parts of a response. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the schemas are what checks its shape
  readonly json: any;
}

interface Header {
  readonly required: boolean;
  readonly schema: { readonly type: string };
}

interface MediaObject {
  readonly schema: object;
  /** The example of a successful response. Problems have `examples`. */
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, Example>>;
}

interface Example {
  readonly summary?: string;
  readonly value: Readonly<Record<string, unknown>>;
}

const PROBLEM = 'application/problem+json';

/** Headers that some responses have. */
const HEADERS = ['ETag', 'Last-Modified', 'Location', 'Retry-After', 'WWW-Authenticate'];

/** Reads openapi.json. */
export function readDocument(): ApiDocument {
  return JSON.parse(readFileSync(join(__dirname, '..', '..', 'openapi.json'), 'utf8'));
}

/**
 * Creates the check.
 * @returns a function that describes the fault of a response, without any value of its body, or returns
 * undefined
 */
export function createContractCheck(
  document: ApiDocument,
): (sent: Sent, answer: Answer) => string | undefined {
  // Every format that matters also has a pattern.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false });
  ajv.addSchema(document, 'api');
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      method: method.toUpperCase(),
      pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}/?$`),
      // The router prefers the path with fewer parameters.
      parameters: path.split('{').length,
      path,
      operation,
    })),
  );

  const toPointer = (steps: readonly string[]) =>
    `api#/${steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

  /** @param body the value that the schema describes @default - the body as JSON */
  function describeBody(
    steps: readonly string[],
    answer: Answer,
    body: unknown = answer.json,
  ): string | undefined {
    const validate = ajv.getSchema(toPointer(steps));
    if (!validate) return `the document has no schema at ${steps.join('/')}`;
    if (validate(body)) return undefined;
    return `its body ${validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`).join(', ')}`;
  }

  function describeHeader(name: string, header: Header | undefined, answer: Answer): string | undefined {
    const value = answer.headers[name.toLowerCase()];
    if (value === undefined) return header?.required ? `it lacks the header ${name}` : undefined;
    if (!header) return `the header ${name} is not documented`;
    const { schema } = header;
    const isValid = ajv.validate(schema, schema.type === 'integer' ? Number(value) : value);
    return isValid ? undefined : `its header ${name} ${ajv.errorsText()}`;
  }

  function describeHeaders({ headers }: ResponseObject, answer: Answer): string | undefined {
    return HEADERS.map((name) => describeHeader(name, headers?.[name], answer)).find(
      (fault) => fault !== undefined,
    );
  }

  function describeProblem({ content }: ResponseObject, answer: Answer): string | undefined {
    const { code, title, detail, status, type, errors } = answer.json;
    const examples = Object.values(content?.[PROBLEM]?.examples ?? {}).map(({ value }) => value);
    const isShown = examples.some(
      (shown) =>
        shown.code === code &&
        shown.type === type &&
        shown.title === title &&
        shown.detail === detail &&
        shown.status === status &&
        (shown.errors === undefined) === (errors === undefined),
    );
    return isShown
      ? undefined
      : `no example shows ${code} with its title, detail, status, and errors or none`;
  }

  function describeUnknown({ method }: Sent, answer: Answer): string | undefined {
    if (answer.status < 400 || answer.status > 499) return `${answer.status} for an undocumented route`;
    return method === 'HEAD' ? undefined : describeBody(['components', 'schemas', 'Problem'], answer);
  }

  return (sent, answer) => {
    const { method = 'GET', path } = sent;
    const [plainPath = ''] = path.split(/[?#]/);
    const [match] = operations
      .filter((candidate) => candidate.method === method && candidate.pattern.test(plainPath))
      .sort((one, other) => one.parameters - other.parameters);
    if (!match) {
      const isOfFunction = answer.headers['x-amzn-errortype'] === undefined;
      if (isOfFunction && isPage(method, plainPath)) return findPageFault(answer);
      const isPreflight = method === 'OPTIONS' && operations.some(({ pattern }) => pattern.test(plainPath));
      return isPreflight ? undefined : describeUnknown(sent, answer);
    }
    const { responses } = match.operation;
    const status =
      [String(answer.status), ...(answer.status >= 400 ? ['default'] : [])].find(
        (known) => known in responses,
      ) ?? '';
    const documented = responses[status];
    if (!documented) return `the status ${answer.status} is not documented`;
    const name = '$ref' in documented ? (documented.$ref.split('/').at(-1) ?? '') : undefined;
    const response =
      name === undefined ? (documented as ResponseObject) : document.components.responses[name];
    const steps =
      name === undefined
        ? ['paths', match.path, method.toLowerCase(), 'responses', status]
        : ['components', 'responses', name];
    if (!response) return `the document has no response ${name}`;
    const header = describeHeaders(response, answer);
    if (header !== undefined) return header;
    if (!response.content) return answer.text === '' ? undefined : 'it has a body';
    const [sentType = ''] = String(answer.headers['content-type'] ?? '').split(';');
    // in a stage with pages, API Gateway names some of its own problems JSON
    const isOfGateway = answer.headers['x-amzn-errortype'] !== undefined && sentType === 'application/json';
    const type = isOfGateway ? PROBLEM : sentType;
    if (!(type in response.content)) return `the type ${type} is not documented`;
    return (
      describeBody(
        [...steps, 'content', type, 'schema'],
        answer,
        type === 'text/html' ? answer.text : answer.json,
      ) ?? (type === PROBLEM ? describeProblem(response, answer) : undefined)
    );
  };
}
