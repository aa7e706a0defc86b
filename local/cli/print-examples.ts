/** Creates example commands that call an API as its template describes it. */
import type { ApiMethod, Model, RestApi } from '../template/model';

type Schema = Readonly<Record<string, unknown>>;

/** Prints the `access_token` of a response: RFC 6749 section 5.1. */
const PICK_TOKEN = `node -pe 'JSON.parse(require("fs").readFileSync(0)).access_token'`;

/**
 * Returns example commands. The first calls a route without an authorizer, with a body if possible. The next
 * one stores a token.
 * The last ones call routes behind an authorizer: the first with a body, and the first GET. A route below another one
 * acts on what another request has made, such as `/orders/open/payment`, so it is not an example.
 * The token comes from the next open route with the same body: signing in has the same body as signing up.
 */
export function printExamples(api: RestApi, origin: string): string[] {
  const served = api.methods.filter(
    ({ integration, resourcePath }) => integration.kind === 'lambda-proxy' && !resourcePath.includes('{'),
  );
  const isOpen = ({ authorizationType }: ApiMethod) => authorizationType === 'NONE';
  const isWrite = (method: ApiMethod) => method.httpMethod === 'POST' && findModel(method, api) !== undefined;
  const open = served.filter(isOpen);
  const guarded = served.filter((method) => !isOpen(method));
  const first = open.find(isWrite) ?? open[0];
  const [register, ...others] = open.filter(isWrite);
  const signIn = register && others.find((method) => bodyOf(method, api) === bodyOf(register, api));
  const isBelow = ({ resourcePath }: ApiMethod) =>
    guarded.some((other) => resourcePath.startsWith(`${other.resourcePath}/`));
  const write = guarded.find((method) => isWrite(method) && !isBelow(method));
  const read =
    guarded.find(({ httpMethod }) => httpMethod === 'GET') ?? guarded.find((method) => method !== write);
  const print = (methods: readonly (ApiMethod | undefined)[]) =>
    methods.flatMap((method) => (method ? [printCurl(method, api, origin)] : []));
  const token =
    signIn === undefined
      ? 'TOKEN=…  # the access token of a response'
      : `TOKEN=$(${printCurl(signIn, api, origin)} | ${PICK_TOKEN})`;
  return [...print([first]), ...(guarded.length > 0 ? [token] : []), ...print([write, read])];
}

function printCurl(method: ApiMethod, api: RestApi, origin: string): string {
  const words = ['curl', '-s'];
  const model = findModel(method, api);
  if (method.httpMethod !== (model ? 'POST' : 'GET') && method.httpMethod !== 'ANY') {
    words.push('-X', method.httpMethod);
  }
  words.push(quote(origin + method.resourcePath));
  const authorizer = api.authorizers.find(({ logicalId }) => logicalId === method.authorizerId);
  const header = authorizer?.identitySource.split('.').at(-1);
  // In double quotes, so that the shell expands the variable.
  if (header !== undefined) words.push('-H', `"${header}: Bearer $TOKEN"`);
  if (model) {
    words.push('-H', quote(`content-type: ${model.contentType}`));
    words.push('-d', quote(bodyOf(method, api)));
  }
  return words.join(' ');
}

function bodyOf(method: ApiMethod, api: RestApi): string {
  const model = findModel(method, api);
  return JSON.stringify(model && (model.example ?? exampleOf(model.schema, 'value'))) ?? '';
}

function findModel(method: ApiMethod, api: RestApi): Model | undefined {
  const [name] = Object.values(method.requestModels);
  return api.models.find((model) => model.name === name);
}

function quote(text: string): string {
  return /^[\w:/.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Returns a value for a schema. For an object it contains the required properties, or else all strings. */
function exampleOf(value: unknown, name: string): unknown {
  const schema = (typeof value === 'object' && value !== null ? value : {}) as Schema;
  if ('default' in schema) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object' || schema.properties !== undefined) return exampleObject(schema);
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return true;
  return type === 'array' ? [] : exampleText(name, schema.maxLength);
}

function exampleObject(schema: Schema): Schema {
  const properties = (schema.properties ?? {}) as Readonly<Record<string, Schema>>;
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const strings = Object.keys(properties).filter((name) => (properties[name]?.type ?? 'string') === 'string');
  const names = required.length > 0 ? required : strings;
  return Object.fromEntries(names.map((name) => [name, exampleOf(properties[name], name)]));
}

function exampleText(name: string, maxLength: unknown): string {
  const text = `example-${name}`;
  return typeof maxLength === 'number' ? text.slice(0, maxLength) : text;
}
