/** Joins mixes of releases into one app. Each mix has its own API; identical functions of several mixes become one. */
import type { KeyDefinition } from '../../local/template/key-definition';
import type { FunctionDefinition, LocalApp } from '../../local/template/model';
import type { EventSource } from '../../local/template/queues/event-source';
import type { QueueDefinition } from '../../local/template/queues/queue-definition';

/**
 * Returns an app whose APIs are those of the mixes, in their order. A message of a mix is received by the function of the same mix:
 * mixes that differ in it have queues of their own.
 */
export function joinMixes(mixes: readonly LocalApp[]): LocalApp {
  const [first] = mixes;
  if (first === undefined) throw new Error('There must be a mix');
  const functions = new Map<string, FunctionDefinition>();
  const keys = new Map<string, KeyDefinition>();
  const queues = new Map<string, QueueDefinition>();
  const eventSources = new Map<string, EventSource>();
  const separate = createQueueSeparator();
  const apis = mixes.map(separate).flatMap((mix) => {
    const arns = new Map<unknown, string>();
    const rename = <Part>(part: Part): Part =>
      JSON.parse(JSON.stringify(part), (_, value: unknown) => arns.get(value) ?? value);
    for (const definition of mix.functions) {
      const content = JSON.stringify(definition);
      // a number at the end, as in the ARN of a version
      const arn = functions.get(content)?.arn ?? `${definition.arn}:${functions.size + 1}`;
      functions.set(content, { ...definition, arn });
      arns.set(definition.arn, arn);
    }
    for (const key of mix.keys) keys.set(key.keyId, key);
    for (const queue of mix.queues ?? []) queues.set(queue.arn, queue);
    for (const source of mix.eventSources ?? []) eventSources.set(source.queueArn, rename(source));
    return mix.apis.map(rename);
  });
  return {
    ...first,
    apis,
    functions: [...functions.values()],
    keys: [...keys.values()],
    queues: [...queues.values()],
    eventSources: [...eventSources.values()],
  };
}

/** Returns a function that renames the queues of a mix, by the functions that receive their messages. */
function createQueueSeparator(): (mix: LocalApp) => LocalApp {
  const receivers = new Map<string, number>();
  return (mix) => {
    const { queues = [], eventSources = [], functions } = mix;
    if (queues.length === 0) return mix;
    const receiving = functions.filter(({ arn }) =>
      eventSources.some(({ functionArn }) => functionArn === arn),
    );
    const content = JSON.stringify(receiving);
    const number = receivers.get(content) ?? receivers.size + 1;
    receivers.set(content, number);
    // names are part of ARNs and of URLs, in variables and in policies
    const names = new RegExp(`(?<![\\w-])(?:${queues.map(({ name }) => name).join('|')})(?![\\w-])`, 'g');
    return JSON.parse(JSON.stringify(mix), (_, value: unknown) =>
      typeof value === 'string' ? value.replace(names, (name) => `${name}-${number}`) : value,
    );
  };
}
