/** Saved queries, in a folder of the console's Logs Insights. */
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { toPascalCase } from '../../to-pascal-case';
import type { LogName, LogQuery } from './log-queries';

/** The properties of `SavedQueries`. */
export interface SavedQueriesProps {
  /** The folder's name, which no other stack of the account uses. */
  readonly folder: string;
  readonly queries: readonly LogQuery[];
  /** The log groups by name. A query skips logs that are not listed here, and is left out without any. */
  readonly logGroups: Readonly<Partial<Record<LogName, logs.ILogGroup>>>;
}

/** One definition for each query that has a log. They cost nothing until an operator runs them. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, props: SavedQueriesProps) {
    super(scope, id);
    for (const { name, logs: logNames, query } of props.queries) {
      const logGroupNames = logNames.flatMap((logName) => props.logGroups[logName]?.logGroupName ?? []);
      if (logGroupNames.length === 0) continue;
      new logs.CfnQueryDefinition(this, toPascalCase(name), {
        name: `${props.folder}/${name}`,
        logGroupNames,
        queryString: query.join('\n| '),
      });
    }
  }
}
