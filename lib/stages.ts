/** The stages of the app: what differs between dev, prod and test. */
import { Duration } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ConfigurationError } from './configuration-error';
import { type StageOptions, type StageSettings, withDefaults } from './stage-settings';

/** Every stage that `-c stage=` can name. */
export type StageName = 'dev' | 'prod' | 'test';

const options: Record<StageName, StageOptions> = {
  dev: {
    retainData: false,
    // where the development servers of most front ends listen
    corsOrigins: ['http://localhost:3000', 'http://localhost:5173'],
  },
  prod: {
    retainData: true,
    terminationProtection: true,
    region: 'eu-central-1',
    customerManagedKey: true,
    logRetention: logs.RetentionDays.ONE_YEAR,
    throttlingRateLimit: 200,
    throttlingBurstLimit: 400,
    jwksMaxAge: Duration.hours(1),
  },
  test: {
    retainData: false,
    testsOnly: true,
    corsOrigins: ['https://app.example.com'],
    argon2: { memoryKib: 64, iterations: 1, parallelism: 1 },
    throttlingRateLimit: 10_000,
    throttlingBurstLimit: 5_000,
  },
};

/** Settings of a stage, with defaults filled in. */
export function stageSettings(name: StageName): StageSettings {
  return withDefaults(options[name]);
}

/**
 * Reads the name of a stage, as it stands in the context.
 * @throws ConfigurationError that lists the stages
 */
export function parseStageName(text: unknown): StageName {
  const known = Object.keys(options).sort() as StageName[];
  const name = known.find((candidate) => candidate === text);
  if (name === undefined) {
    throw new ConfigurationError(`Unknown stage "${text}": choose one of ${known.join(', ')}.`);
  }
  return name;
}
