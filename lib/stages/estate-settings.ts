/** The settings of a stage's place in an estate: the account, names, tags, parameters for other stacks, copies of the table. */
import { Duration } from 'aws-cdk-lib';

/** Copies of the table in an AWS Backup vault, preferably of another account. */
export interface BackupSettings {
  /**
   * The vault that receives a copy every day, such as `arn:aws:backup:eu-central-1:444455556666:backup-vault:copies`:
   * docs/how-to/back-up.md.
   */
  readonly vaultArn: string;
  /**
   * How long each copy is kept. At most `logRetention`, since a restore takes deletions from the logs.
   * @default Duration.days(30)
   */
  readonly retention?: Duration;
}

/** The settings of one stage's place in an estate, as its author writes them. */
export interface EstateOptions {
  /**
   * The AWS account of the stage, 12 digits: a deploy with the credentials of another account fails.
   * @default - the account of the caller's AWS configuration
   */
  readonly account?: string | undefined;
  /**
   * The name of the stack. That of a standby ends in `Standby`. Another name makes another stack.
   * @default - `Latchkey` and the name of the stage, such as `LatchkeyProd`
   */
  readonly stackName?: string;
  /**
   * Tags of every resource that can have some, such as a cost center. The dashboard cannot.
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Creates Systems Manager parameters from which other stacks read `issuer`, `jwks-uri`, `audience` and `authorizer-arn`.
   * They are named by the stack, such as `/LatchkeyProd/issuer`, and cost nothing.
   * @default false
   */
  readonly parameters?: boolean;
  /**
   * Copies the table to another vault every day. It costs by what is stored: docs/costs.md#monthly-costs.
   * @default - the table has only its point-in-time recovery, in the same account
   */
  readonly backup?: BackupSettings | undefined;
}

/** Settings without a default. */
type Unset = 'account' | 'stackName' | 'backup';

/** The settings of one stage's place in an estate, complete. */
export type EstateSettings = Required<Omit<EstateOptions, Unset>> & Pick<EstateOptions, Unset>;

/** The defaults of these settings. */
export const estateDefaults: EstateSettings = { tags: {}, parameters: false };

/** The default retention of copies. */
export const BACKUP_RETENTION = Duration.days(30);
