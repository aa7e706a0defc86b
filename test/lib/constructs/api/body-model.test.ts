import Ajv from 'ajv-draft-04';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { authBodies } from '../../../../lambda/auth/bodies';
import { factorsBodies } from '../../../../lambda/factors/bodies';
import { fooBodies } from '../../../../lambda/foo/bodies';
import { exampleOf, toBodyModel } from '../../../../lib/constructs/api/body-model';
import { codePoint } from '../../../support/code-point';

const schema = z.strictObject({
  name: z.string().check(z.minLength(3), z.maxLength(10)),
  note: z.optional(z.string()),
});

const fieldsOf = (body: z.core.$ZodType) =>
  Object.keys(z.toJSONSchema(body, { io: 'input' }).properties ?? {});

test('limits the lengths of texts, with some room, and requires nothing else', () => {
  expect(toBodyModel(schema)).toEqual({
    schema: 'http://json-schema.org/draft-04/schema#',
    type: 'object',
    properties: { name: { maxLength: 40 } },
  });
});

/** A refresh token that is too long gets the same response as an unknown one. A credential is not a text. */
const UNBOUNDED = ['refresh_token', 'credential'];

test.each(Object.entries({ ...authBodies, ...factorsBodies, ...fooBodies }))(
  'the model of %s limits every text that the function limits',
  (_key, body) => {
    const bounded = fieldsOf(body).filter((name) => !UNBOUNDED.includes(name));
    expect(Object.keys(toBodyModel(body).properties ?? {})).toEqual(bounded);
  },
);

test.each([
  ['leaves wrong types to the function', { name: 1 }, true],
  ['leaves unknown fields to the function', { other: true }, true],
  ['leaves short and slightly long texts to the function', { name: 'x'.repeat(40) }, true],
  ['rejects a text that is far too long', { name: 'x'.repeat(41) }, false],
  ['rejects an array', [], false],
  ['rejects a text', 'name', false],
])('%s', (_sentence, body, valid) => {
  const { schema: _dialect, ...model } = toBodyModel(schema);
  expect(new Ajv({ strict: false }).validate(model, body)).toBe(valid);
});

test.each(Object.entries({ ...authBodies, ...factorsBodies, ...fooBodies }))(
  '%s has an example that it accepts',
  (_key, body) => {
    expect(body.safeParse(exampleOf(body)).success).toBe(true);
  },
);

test('a schema without examples has none', () => {
  expect(exampleOf(schema)).toBeUndefined();
});

test.each(Object.entries({ ...authBodies, ...factorsBodies, ...fooBodies }))(
  'the model accepts every body that %s accepts',
  (_key, body) => {
    const { schema: _dialect, ...model } = toBodyModel(body);
    const validate = new Ajv({ strict: false }).compile(model);
    const text = fc.string({ unit: codePoint, maxLength: 1100 });
    const credential = fc.dictionary(text, fc.jsonValue());
    const fields = Object.fromEntries(
      fieldsOf(body).map((name) => [name, name === 'credential' ? credential : text]),
    );
    let accepted = 0;
    fc.assert(
      fc.property(fc.record(fields, { requiredKeys: [] }), (candidate) => {
        if (!body.safeParse(candidate).success) return;
        accepted++;
        expect(validate(candidate)).toBe(true);
      }),
    );
    expect(accepted).toBeGreaterThan(0);
  },
);
