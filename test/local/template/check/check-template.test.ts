import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssemblyError } from '../../../../local/template/assembly-error';
import { readAssembly } from '../../../../local/template/read-assembly';
import { writeTemplate } from '../write-template';

function problemsOf(directory: string): readonly string[] {
  try {
    readAssembly(directory);
  } catch (error) {
    if (error instanceof AssemblyError) return error.problems;
    throw error;
  }
  return [];
}

describe('a malformed template', () => {
  test.each<[string, unknown, string]>([
    ['null', null, 'S.template.json holds no JSON object: synthesize the app again.'],
    ['a list', [], 'S.template.json holds no JSON object: synthesize the app again.'],
    ['resources that are a list', { Resources: [] }, 'S.template.json: its Resources are not an object.'],
    ['a resource that is null', { Resources: { A: null } }, 'S.template.json: Resources.A is not an object.'],
    ['a resource without a type', { Resources: { A: {} } }, 'S.template.json: Resources.A has no Type.'],
    [
      'properties that are a text',
      { Resources: { A: { Type: 'T', Properties: 'x' } } },
      'S.template.json: Resources.A has Properties that are not an object.',
    ],
    ['an output that is null', { Outputs: { O: null } }, 'S.template.json: Outputs.O is not an object.'],
  ])('is reported: %s', (_kind, template, problem) => {
    const directory = writeTemplate(template);
    expect(problemsOf(directory)).toEqual([join(directory, problem)]);
  });

  test('is reported with all faults', () => {
    expect(problemsOf(writeTemplate({ Resources: { A: null, B: 7 } }))).toHaveLength(2);
  });

  test('is reported for a manifest, too', () => {
    const directory = writeTemplate({});
    writeFileSync(join(directory, 'manifest.json'), '{"artifacts":{"S":null}}');
    expect(problemsOf(directory)).toEqual([expect.stringMatching(/the artifact S is not an object/)]);
    writeFileSync(join(directory, 'manifest.json'), 'null');
    expect(problemsOf(directory)).toEqual([expect.stringMatching(/manifest\.json holds no JSON object/)]);
  });
});
