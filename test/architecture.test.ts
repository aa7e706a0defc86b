/** Holds the arrows between the rooms, and the form that every file has. */
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { findCycles, loadedWith, packageOf, readSourceFiles, type SourceFile } from './support/source-files';

const root = join(__dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const GENERATED = ['client/src/api-types.ts'];
const files = readSourceFiles(root, ['bin', 'lib', 'lambda', 'local', 'client', 'bench', 'test']).filter(
  ({ path }) => !GENERATED.includes(path) && !path.startsWith('client/dist/'),
);
const shipped = files.filter(({ path }) => /^(bin|lib|lambda|local|client)\//.test(path));
const services = ['auth', 'authorizer', 'discovery', 'foo'];

/** Imports of files that the rule forbids, each as `from -> to`. */
function forbidden(from: RegExp, allowed: (target: string) => boolean): string[] {
  return files
    .filter(({ path }) => from.test(path))
    .flatMap(({ path, imports }) =>
      imports
        .filter(({ kind, target }) => kind === 'file' && !allowed(target))
        .map(({ target }) => `${path} -> ${target}`),
    );
}

const matching = (predicate: (file: SourceFile) => boolean, among = files) =>
  among.filter(predicate).map(({ path }) => path);

test('the rooms are there to be looked at', () => {
  for (const room of [
    'bin',
    'lib',
    'local',
    'client',
    'lambda/shared',
    ...services.map((name) => `lambda/${name}`),
  ]) {
    expect(matching(({ path }) => path.startsWith(`${room}/`))).not.toEqual([]);
  }
  expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(files.length);
});

describe('the arrows', () => {
  test('the app imports lib', () => {
    expect(forbidden(/^bin\/app\.ts$/, (target) => target.startsWith('lib/'))).toEqual([]);
  });

  test('the commands that write files import lib', () => {
    const writers = /^bin\/(openapi|build-client)\.ts$/;
    expect(forbidden(writers, (target) => target.startsWith('lib/'))).toEqual([]);
  });

  test("operators' commands import operations, and nothing of the infrastructure", () => {
    const commands = /^bin\/(?!(app|openapi|build-client)\.ts$)/;
    expect(forbidden(commands, (target) => /^(bin|lambda)\//.test(target))).toEqual([]);
  });

  test("lib imports of lambda only the seams: routes, environment, the table's prefixes and body schemas", () => {
    const seams =
      /^lambda\/((routes|route-patterns|environment|http-conventions|shared\/table\/(key-prefixes|owned-data))|[\w-]+\/bodies)\.ts$/;
    expect(
      forbidden(/^lib\/(?!openapi\/)/, (target) => target.startsWith('lib/') || seams.test(target)),
    ).toEqual([]);
  });

  test("lib/openapi imports what the API's document tells: routes, bodies, descriptions and problems", () => {
    const told =
      /^lambda\/(routes|route-patterns|http-conventions|[\w-]+\/(bodies|descriptions)|shared\/(errors|http\/(description|problems)))\.ts$/;
    expect(forbidden(/^lib\/openapi\//, (target) => target.startsWith('lib/') || told.test(target))).toEqual(
      [],
    );
  });

  test.each(services)(
    'the function %s imports itself, the domain, what is shared, and the seams',
    (service) => {
      const allowed = new RegExp(
        `^(openapi\\.json$|lambda/(${service}/|identity/|shared/|variables/|[\\w-]+\\.ts$))`,
      );
      expect(forbidden(new RegExp(`^lambda/${service}/`), (target) => allowed.test(target))).toEqual([]);
    },
  );

  test('the domain imports itself, what is shared, and the seams, and no function', () => {
    const allowed = /^lambda\/(identity\/|shared\/|variables\/|[\w-]+\.ts$)/;
    expect(forbidden(/^lambda\/identity\//, (target) => allowed.test(target))).toEqual([]);
  });

  test('what is shared imports no service', () => {
    expect(
      forbidden(/^lambda\/shared\//, (target) => /^lambda\/(shared\/|[\w-]+\.ts$)/.test(target)),
    ).toEqual([]);
  });

  test('the seams import only each other', () => {
    const seam = /^lambda\/(variables\/)?[\w-]+\.ts$/;
    expect(forbidden(seam, (target) => seam.test(target))).toEqual([]);
  });

  test('the local run imports nothing but itself', () => {
    expect(forbidden(/^local\//, (target) => target.startsWith('local/'))).toEqual([]);
  });

  test('the client imports nothing but itself', () => {
    const own = (target: string) => target.startsWith('client/');
    expect(forbidden(/^client\//, own)).toEqual([]);
  });

  test('nothing that ships imports a test or a benchmark', () => {
    expect(forbidden(/^(bin|lib|lambda|local)\//, (target) => !/^(test|bench)\//.test(target))).toEqual([]);
  });

  test('there are no circles', () => {
    expect(findCycles(files).map((cycle) => cycle.join(' -> '))).toEqual([]);
  });
});

describe('packages', () => {
  const packagesOf = ({ imports }: SourceFile) =>
    imports.filter(({ kind, target }) => kind === 'package' && !isBuiltin(target));

  test('that the product loads are among its dependencies', () => {
    const known = Object.keys(manifest.dependencies);
    const unknown = shipped.flatMap((file) =>
      packagesOf(file)
        .filter(({ typeOnly, target }) => !typeOnly && !known.includes(packageOf(target)))
        .map(({ target }) => `${file.path}: ${target}`),
    );
    expect(unknown).toEqual([]);
  });

  test('of the CDK stay out of the functions and the local run', () => {
    const cdk = /^(aws-cdk|aws-cdk-lib|cdk-nag|constructs)$/;
    const among = shipped.filter(({ path }) => /^(lambda|local)\//.test(path));
    expect(
      matching((file) => packagesOf(file).some(({ target }) => cdk.test(packageOf(target))), among),
    ).toEqual([]);
  });

  test('that the authorizer loads are jose and aws4, no SDK and no schema library', () => {
    const loaded = loadedWith(files, 'lambda/authorizer/handler.ts');
    const names = loaded
      .flatMap(packagesOf)
      .filter(({ typeOnly }) => !typeOnly)
      .map(({ target }) => packageOf(target));
    expect([...new Set(names)].sort()).toEqual(['aws4', 'jose']);
  });

  test('that the operations and the shared rules load hold no SDK outside of stores, signers and handlers', () => {
    const adapters =
      /(accounts|account-attempts|update-account|attempt-update|unknown-username-attempts|source-rate-limits|sessions|foos|keys|-counts|-item|account-data|partition|signer|hasher|handler|sdk\/[\w-]+|is-failed-condition)\.ts$/;
    const importers = matching(
      (file) => packagesOf(file).some(({ target }) => target.startsWith('@aws-sdk/')),
      shipped.filter(({ path }) => path.startsWith('lambda/') && !path.startsWith('lambda/commands/')),
    );
    expect(importers.filter((path) => !adapters.test(path))).toEqual([]);
  });
});

test('the local run names nothing of this project', () => {
  const ours = /\/foo\b|sessions\/create|LOGIN#|SESSIONS#|TABLE_NAME|SIGNING_KEY|ACCEPTED_ISSUERS/;
  expect(matching(({ path, code }) => path.startsWith('local/') && ours.test(code))).toEqual([]);
});

describe('every file', () => {
  test('opens with a comment on what it is for', () => {
    // a test's name says it: it mirrors a source
    const among = files.filter(({ path }) => !path.endsWith('.test.ts'));
    expect(matching(({ text }) => !/^(#!.*\n)?\/\*\*\s/.test(text), among)).toEqual([]);
  });

  test('is at most 300 lines long', () => {
    expect(matching(({ text }) => text.trimEnd().split('\n').length > 300)).toEqual([]);
  });

  test('has a name in kebab-case', () => {
    expect(matching(({ path }) => !/^[a-z0-9/.-]+\.ts$/.test(path))).toEqual([]);
  });

  test('exports by name, and what is its own', () => {
    expect(matching(({ text }) => /^export default\b/m.test(text))).toEqual([]);
    expect(
      matching(({ text }) => /^export\s+(type\s+)?(\*|\{[^}]*\})(\s+as\s+\w+)?\s+from\b/m.test(text)),
    ).toEqual([]);
    expect(matching(({ path }) => path.endsWith('/index.ts'))).toEqual([]);
  });
});

/** Suites that hold more than one source: written after the documentation of AWS, row by row, of operations that rendezvous, or of a rule. */
const WIDER = /^test\/(local\/(fidelity|iam\/policy-cases)|lambda\/(interleavings|throttles))\//;

test('every test mirrors a source', () => {
  const sources = new Set(shipped.map(({ path }) => path));
  const mirrored = /^test\/((lib|lambda|local|client|bin)\/.+)\.test\.ts$/;
  const orphans = files.flatMap(({ path }) => {
    const source = mirrored.exec(path)?.[1];
    return source !== undefined && !sources.has(`${source}.ts`) && !WIDER.test(path) ? [path] : [];
  });
  expect(orphans).toEqual([]);
});
