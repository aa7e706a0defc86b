/** Saved queries, in a folder of the console's Logs Insights. */
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { toPascalCase } from '../../to-pascal-case';
import type { LogName, LogQuery } from './log-queries';

/** What SavedQueries are made with. */
export interface SavedQueriesProps {
  /** The folder's name, which no other stack of the account uses. */
  readonly folder: string;
  readonly queries: readonly LogQuery[];
  /** A query reads those of its logs that are here. */
  readonly logGroups: Readonly<Partial<Record<LogName, logs.ILogGroup>>>;
}

/** One definition for each query. They cost nothing until they are run. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, props: SavedQueriesProps) {
    super(scope, id);
    for (const { name, logs: logNames, query } of props.queries) {
      new logs.CfnQueryDefinition(this, toPascalCase(name), {
        name: `${props.folder}/${name}`,
        logGroupNames: logNames.flatMap((logName) => props.logGroups[logName]?.logGroupName ?? []),
        queryString: query.join('\n| '),
      });
    }
  }
}
