/** Writes the document's operations and schemas as TypeScript types, in the form that openapi-fetch reads. */
import { type Json, type JsonObject, toArray, toObject } from './json';
import { comment, memberName, membersType, referenceType, schemaType } from './schema-type';

/**
 * Returns the text of a module with `paths`, `components` and `ProblemCode`.
 * @see https://openapi-ts.dev/openapi-fetch/ for what it does with `paths`
 */
export function writeTypes(document: JsonObject): string {
  const components = toObject(document.components);
  const { schemas = {}, responses = {} } = components;
  const codes = listCodes(toObject(responses)).map((code) => `\n  | ${JSON.stringify(code)}`);
  return [
    '/** The types of the API, which `npm run openapi` writes: whoever edits them changes nothing but this file. */\n',
    `/** What the \`code\` of a problem may be. */\nexport type ProblemCode =${codes.join('') || ' never'};\n`,
    `/** Every route, by path and method. */\nexport interface paths ${pathTypes(toObject(document.paths))}\n`,
    `/** What routes have in common. */\nexport interface components ${membersType(
      [
        `schemas: ${record(toObject(schemas), 1, (schema) => schemaType(schema, 2))};`,
        `responses: ${record(toObject(responses), 1, (response) => responseType(response, 2))};`,
      ],
      0,
    )}\n`,
  ].join('\n');
}

function pathTypes(paths: JsonObject): string {
  return record(paths, 0, (item) => record(toObject(item), 1, (operation) => operationType(operation, 2)));
}

/** Writes members by name, each with its summary or description for a comment. */
function record(object: JsonObject, depth: number, write: (value: Json) => string): string {
  const members = Object.entries(object).map(([name, value]) => {
    const { summary, description } = toObject(value);
    return `${comment(summary ?? description, depth)}${memberName(name)}: ${write(value)};`;
  });
  return membersType(members, depth);
}

function operationType(value: Json, depth: number): string {
  const { parameters = [], requestBody, responses } = toObject(value);
  return membersType(
    [
      `parameters: ${parametersType(toArray(parameters).map(toObject), depth + 1)};`,
      ...(requestBody === undefined
        ? ['requestBody?: never;']
        : [`requestBody: ${contentType(toObject(requestBody), depth + 1)};`]),
      `responses: ${membersType(
        Object.entries(toObject(responses)).map(
          ([status, response]) =>
            `${/^\d+$/.test(status) ? status : JSON.stringify(status)}: ${responseType(response, depth + 2)};`,
        ),
        depth + 1,
      )};`,
    ],
    depth,
  );
}

function parametersType(parameters: readonly JsonObject[], depth: number): string {
  if (parameters.length === 0) return '{ path?: never; query?: never; header?: never; cookie?: never }';
  const places = ['path', 'query', 'header', 'cookie'].map((place) => {
    const here = parameters.filter((parameter) => parameter.in === place);
    if (here.length === 0) return `${place}?: never;`;
    const members = here.map(({ name, required, schema, description }) => {
      const mark = required === true ? '' : '?';
      return `${comment(description, depth + 1)}${memberName(String(name))}${mark}: ${schemaType(schema, depth + 2)};`;
    });
    const mark = here.some(({ required }) => required === true) ? '' : '?';
    return `${place}${mark}: ${membersType(members, depth + 1)};`;
  });
  return membersType(places, depth);
}

function responseType(value: Json, depth: number): string {
  const response = toObject(value);
  if (typeof response.$ref === 'string') return referenceType(response.$ref);
  return contentType(response, depth);
}

function contentType({ content }: JsonObject, depth: number): string {
  // openapi-fetch takes a missing content for any
  if (content === undefined) return '{ content?: never }';
  const types = record(toObject(content), depth + 1, (media) =>
    schemaType(toObject(media).schema, depth + 2),
  );
  return membersType([`content: ${types};`], depth);
}

/** Each code has an example under its own name, or under one that starts with it. */
function listCodes(responses: JsonObject): readonly string[] {
  const examples = Object.values(responses).flatMap((response) => {
    const { content } = toObject(response);
    const { examples = {} } = toObject(toObject(content)['application/problem+json']);
    return Object.values(toObject(examples));
  });
  const codes = examples.map((example) => String(toObject(toObject(example).value).code));
  return [...new Set(codes)].sort();
}
