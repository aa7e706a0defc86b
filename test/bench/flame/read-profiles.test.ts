import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { addUp, type CpuProfile, type Frame } from '../../../bench/flame/read-profiles';

const ROOT = '/project';

const at = (functionName: string, url: string, lineNumber = 0, columnNumber = 0) => ({
  functionName,
  url,
  lineNumber,
  columnNumber,
});

const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: at('(root)', ''), children: [2, 5, 6] },
    { id: 2, callFrame: at('', 'node:internal/modules/cjs/loader'), children: [3] },
    { id: 3, callFrame: at('verify', 'file:///project/lambda/verify.js'), children: [4] },
    { id: 4, callFrame: at('sign', '/project/node_modules/aws4/aws4.js') },
    { id: 5, callFrame: at('(garbage collector)', '') },
    { id: 6, callFrame: at('(idle)', '') },
  ],
  samples: [2, 3, 4, 4, 5, 6],
  timeDeltas: [1_000, 2_000, 3_000, 4_000, 500, 90_000],
};

const outline = ({ ms, children }: Frame): unknown => [
  ms,
  Object.fromEntries([...children].map(([name, child]) => [name, outline(child)])),
];

test('each function has its time and that of what it calls; waiting is nobody’s, and the loader’s is its caller’s', () => {
  expect(outline(addUp([profile], ROOT))).toEqual([
    10.5,
    {
      'verify lambda/verify.js': [9, { 'sign aws4/aws4.js': [7, {}] }],
      '(garbage collector)': [0.5, {}],
    },
  ]);
});

test('several profiles give the mean of them', () => {
  const idle: CpuProfile = { ...profile, samples: [6], timeDeltas: [1_000] };
  expect(addUp([profile, idle], ROOT).ms).toBe(5.25);
});

test('functions of a bundle are named by their sources', () => {
  const folder = mkdtempSync(join(tmpdir(), 'profiles-'));
  try {
    writeFileSync(join(folder, 'source.ts'), 'export function longName() { return Math.random(); }\n');
    const outfile = join(folder, 'index.js');
    const entryPoints = [join(folder, 'source.ts')];
    buildSync({ entryPoints, outfile, minify: true, bundle: true, format: 'cjs', sourcemap: true });
    const [line = ''] = String(
      buildSync({ entryPoints, minify: true, bundle: true, format: 'cjs', write: false }).outputFiles[0]
        ?.text,
    ).split('\n');
    const column = line.search(/\w+\(\)\{return Math/);
    const frame = at('a', outfile, 0, column);
    const one: CpuProfile = {
      nodes: [
        { id: 1, callFrame: at('(root)', ''), children: [2] },
        { id: 2, callFrame: frame },
      ],
      samples: [2],
      timeDeltas: [1_000],
    };
    expect([...addUp([one], folder).children.keys()]).toEqual(['longName source.ts']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
