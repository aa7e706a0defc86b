import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '../../../lambda/routes';
import { writeDocument } from '../../../lib/openapi/write-document';

const written = writeDocument();

test.each(written)('$file is what npm run openapi writes', ({ file, text }) => {
  expect(readFileSync(join(__dirname, '..', '..', '..', file), 'utf8')).toBe(text);
});

test('every route has words of its own', () => {
  const { paths } = JSON.parse(written.find(({ file }) => file === 'openapi.json')?.text ?? '');
  for (const key of Object.keys(routes)) {
    const [method = '', path = ''] = key.split(' ');
    expect(paths[path]?.[method.toLowerCase()]?.summary).not.toBe(key);
  }
});
