import { tmpdir } from 'node:os';
import { choosePaths, UnknownPathError } from './choose-paths';

const paths = ['README.md', 'docs/costs.md', 'docs/how-to/deploy.md', 'docs/how-to.md'];

test('without names all files are chosen', () => {
  expect(choosePaths(paths, [])).toEqual(paths);
});

test.each([
  ['README.md', ['README.md']],
  ['./README.md', ['README.md']],
  ['docs/how-to', ['docs/how-to/deploy.md']],
  ['docs/how-to/', ['docs/how-to/deploy.md']],
  ['.', paths],
])('%s chooses its files', (name, chosen) => {
  expect(choosePaths(paths, [name])).toEqual(chosen);
});

test('several names choose the files of all, in the order of the project', () => {
  expect(choosePaths(paths, ['docs/how-to.md', 'README.md'])).toEqual(['README.md', 'docs/how-to.md']);
});

test.each([
  ['nope.md', 'does not exist'],
  ['READ', 'does not exist'],
  [tmpdir(), 'is not part of the project'],
])('%s is an error with what to do', (name, fault) => {
  const choose = () => choosePaths(paths, ['README.md', name]);
  expect(choose).toThrow(UnknownPathError);
  expect(choose).toThrow(`${name} ${fault}: give a file or folder of the project`);
});
