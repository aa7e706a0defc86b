/** The needs of client generators and document importers, beyond a valid openapi.json. */
import { readDocument } from '../../support/api-contract';

const operations = Object.entries(readDocument().paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => [`${method} ${path}`, operation] as const),
);

test.each(operations)(
  '%s names statuses one by one, and default for the rest: 4XX becomes invalid code',
  (_key, { responses }) => {
    expect(Object.keys(responses).filter((status) => !/^([1-5]\d\d|default)$/.test(status))).toEqual([]);
    expect(responses).toHaveProperty('default');
  },
);

const withBody = operations.filter(([, { requestBody }]) => requestBody !== undefined);

test.each(withBody)(
  '%s shows an example next to its schema: importers show "<string>" otherwise',
  (_key, { requestBody }) => {
    expect(Object.values(requestBody?.content ?? {})).toEqual([
      expect.objectContaining({ example: expect.any(Object) }),
    ]);
  },
);
