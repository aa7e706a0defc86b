/** Reads a cloud assembly's files: its stacks, their templates and where their assets lie. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AssemblyError } from './assembly-error';

/** A resource as the template has it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** A CloudFormation template, as far as it is read. */
export interface Template {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Type?: string; readonly Default?: unknown }>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<
    Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>
  >;
}

/** One stack of an assembly. */
export interface StackFiles {
  readonly artifactId: string;
  readonly stackName: string;
  /** As the assembly knows it; undefined where the stack is environment-agnostic. */
  readonly region?: string;
  readonly accountId?: string;
  readonly template: Template;
  /** Artifact ids that the stack is deployed after. */
  readonly dependencies: readonly string[];
  /** The folder that paths in the template's metadata are relative to. */
  readonly directory: string;
}

/** What a cloud assembly holds. */
export interface AssemblyFiles {
  readonly stacks: readonly StackFiles[];
  /** Absolute paths of assets by the S3 key that templates name them by. */
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

function readJson<Content>(file: string, advice: string): Content {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Content;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new AssemblyError([`${file} ${code === 'ENOENT' ? 'is missing' : 'cannot be read'}: ${advice}`]);
  }
}

function readStack(artifactId: string, artifact: Artifact, directory: string): StackFiles {
  const [, accountId, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifact.environment ?? '') ?? [];
  return {
    artifactId,
    stackName: artifact.properties?.stackName ?? artifactId,
    ...(region !== undefined && region !== 'unknown-region' && { region }),
    ...(accountId !== undefined && accountId !== 'unknown-account' && { accountId }),
    template: readJson(
      join(directory, artifact.properties?.templateFile ?? `${artifactId}.template.json`),
      'synthesize the app again.',
    ),
    dependencies: artifact.dependencies ?? [],
    directory,
  };
}

function readAssets(file: string, directory: string): [string, string][] {
  const manifest = readJson<AssetManifest>(file, 'synthesize the app again.');
  return Object.values(manifest.files ?? {}).flatMap(({ source, destinations }) => {
    const path = source?.path;
    if (path === undefined) return [];
    return Object.values(destinations ?? {}).flatMap(({ objectKey }): [string, string][] =>
      objectKey === undefined ? [] : [[objectKey, resolve(directory, path)]],
    );
  });
}

/**
 * Reads an assembly, those nested in it (CDK stages) included.
 * @throws AssemblyError when the folder holds no readable assembly
 * @see https://docs.aws.amazon.com/cdk/v2/guide/deploy.html
 */
export function readAssemblyFiles(directory: string): AssemblyFiles {
  const manifest = readJson<{ artifacts?: Record<string, Artifact> }>(
    join(directory, 'manifest.json'),
    'give the folder of a cloud assembly, as `cdk synth --output DIR` writes it.',
  );
  const stacks: StackFiles[] = [];
  const assetPaths = new Map<string, string>();
  for (const [artifactId, artifact] of Object.entries(manifest.artifacts ?? {})) {
    const file = artifact.properties?.file;
    const nested = artifact.properties?.directoryName;
    if (artifact.type === 'aws:cloudformation:stack') {
      stacks.push(readStack(artifactId, artifact, directory));
    } else if (artifact.type === 'cdk:asset-manifest' && file !== undefined) {
      for (const [key, path] of readAssets(join(directory, file), directory)) assetPaths.set(key, path);
    } else if (artifact.type === 'cdk:cloud-assembly' && nested !== undefined) {
      const inner = readAssemblyFiles(join(directory, nested));
      stacks.push(...inner.stacks);
      for (const [key, path] of inner.assetPaths) assetPaths.set(key, path);
    }
  }
  return { stacks, assetPaths };
}
