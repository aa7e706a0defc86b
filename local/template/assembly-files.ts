/** Reads the files of a cloud assembly: its stacks, their templates and the locations of their assets. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AssemblyError } from './assembly-error';
import { checkTemplate, isObject } from './check/check-template';
import { withNestedStacks } from './resolve/nested-stacks';
import type { StackFiles } from './stack-files';
import type { Template } from './template';

/** The contents of a cloud assembly. */
export interface AssemblyFiles {
  readonly stacks: readonly StackFiles[];
  /** Absolute paths of assets by the S3 key that templates reference. */
  readonly assetPaths: ReadonlyMap<string, string>;
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly displayName?: string;
  readonly dependencies?: readonly string[];
  readonly properties?: Readonly<Record<string, string>>;
}

interface AssetManifest {
  readonly files?: Readonly<
    Record<
      string,
      {
        readonly source?: { readonly path?: string };
        readonly destinations?: Readonly<Record<string, { readonly objectKey?: string }>>;
      }
    >
  >;
}

function readJson(file: string, advice: string): Readonly<Record<string, unknown>> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new AssemblyError([`${file} ${code === 'ENOENT' ? 'is missing' : 'cannot be read'}: ${advice}`]);
  }
  if (isObject(content)) return content;
  throw new AssemblyError([`${file} holds no JSON object: ${advice}`]);
}

function readTemplate(file: string): Template {
  return checkTemplate(readJson(file, 'synthesize the app again.'), file);
}

function readStack(artifactId: string, artifact: Artifact, directory: string): StackFiles {
  const file = join(directory, artifact.properties?.templateFile ?? `${artifactId}.template.json`);
  const [, accountId, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifact.environment ?? '') ?? [];
  return {
    artifactId,
    stackName: artifact.properties?.stackName ?? artifactId,
    ...(region !== undefined && region !== 'unknown-region' && { region }),
    ...(accountId !== undefined && accountId !== 'unknown-account' && { accountId }),
    template: readTemplate(file),
    dependencies: artifact.dependencies ?? [],
    directory,
  };
}

function readAssets(file: string, directory: string): [string, string][] {
  const manifest = readJson(file, 'synthesize the app again.') as AssetManifest;
  return Object.values(manifest.files ?? {}).flatMap((asset) => {
    const path = asset?.source?.path;
    if (path === undefined) return [];
    return Object.values(asset.destinations ?? {}).flatMap((destination): [string, string][] =>
      destination?.objectKey === undefined ? [] : [[destination.objectKey, resolve(directory, path)]],
    );
  });
}

/**
 * Reads an assembly, including the assemblies nested in it (CDK stages).
 * @throws AssemblyError when the folder does not contain a readable assembly
 * @see https://docs.aws.amazon.com/cdk/v2/guide/deploy.html
 */
export function readAssemblyFiles(directory: string): AssemblyFiles {
  const file = join(directory, 'manifest.json');
  const manifest = readJson(
    file,
    'give the folder of a cloud assembly, as `cdk synth --output DIR` writes it.',
  ) as { readonly artifacts?: Readonly<Record<string, Artifact | null>> };
  const own: StackFiles[] = [];
  const stacks: StackFiles[] = [];
  const assetPaths = new Map<string, string>();
  for (const [artifactId, artifact] of Object.entries(manifest.artifacts ?? {})) {
    if (!isObject(artifact)) {
      throw new AssemblyError([
        `${file}: the artifact ${artifactId} is not an object: synthesize the app again.`,
      ]);
    }
    const assets = artifact.properties?.file;
    const nested = artifact.properties?.directoryName;
    if (artifact.type === 'aws:cloudformation:stack') {
      own.push(readStack(artifactId, artifact, directory));
    } else if (artifact.type === 'cdk:asset-manifest' && assets !== undefined) {
      for (const [key, path] of readAssets(join(directory, assets), directory)) assetPaths.set(key, path);
    } else if (artifact.type === 'cdk:cloud-assembly' && nested !== undefined) {
      const inner = readAssemblyFiles(join(directory, nested));
      stacks.push(...inner.stacks);
      for (const [key, path] of inner.assetPaths) assetPaths.set(key, path);
    }
  }
  const complete = own.map((stack) => withNestedStacks(stack, assetPaths, readTemplate));
  return { stacks: [...complete, ...stacks], assetPaths };
}
