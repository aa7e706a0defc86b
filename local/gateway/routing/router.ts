/**
 * Finds the method for a path as REST APIs do: by segments, not decoded. A route without the verb is passed
 * over.
 */

/** A route to compile. */
export interface RouteDefinition<Target> {
  /** The verb, or `ANY`. */
  readonly httpMethod: string;
  /** Such as `/foo/{id}` or `/{proxy+}`. */
  readonly resourcePath: string;
  readonly target: Target;
}

/** A matched route. */
export interface RouteMatch<Target> {
  readonly target: Target;
  /** Percent-encoded, as the client sent them. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Finds the route of a request. */
export type Router<Target> = (method: string, path: string) => RouteMatch<Target> | undefined;

interface Node<Target> {
  readonly methods: Map<string, Target>;
  readonly literals: Map<string, Node<Target>>;
  parameter?: { readonly name: string; readonly node: Node<Target> };
  proxy?: { readonly name: string; readonly node: Node<Target> };
}

/**
 * The verbs that `ANY` matches:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-method-settings.html
 */
const anyMethods = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

const createNode = <Target>(): Node<Target> => ({ methods: new Map(), literals: new Map() });

function segmentsOf(path: string): string[] {
  return path
    .replace(/^\/+/, '')
    .replace(/\/$/, '')
    .split('/')
    .filter((segment, index) => index > 0 || segment !== '');
}

function childOf<Target>(node: Node<Target>, segment: string): Node<Target> {
  const [, name, greedy] = /^\{([^}]+?)(\+?)\}$/.exec(segment) ?? [];
  if (name !== undefined) {
    const kind = greedy === '+' ? 'proxy' : 'parameter';
    node[kind] ??= { name, node: createNode() };
    return node[kind].node;
  }
  const child = node.literals.get(segment) ?? createNode();
  node.literals.set(segment, child);
  return child;
}

/**
 * Compiles routes. A literal segment takes precedence over `{param}`, and `{param}` over `{proxy+}`. A
 * candidate without the verb does not match.
 */
export function compileRoutes<Target>(routes: readonly RouteDefinition<Target>[]): Router<Target> {
  const root = createNode<Target>();
  for (const { httpMethod, resourcePath, target } of routes) {
    segmentsOf(resourcePath).reduce(childOf, root).methods.set(httpMethod, target);
  }

  function targetOf(node: Node<Target>, method: string): Target | undefined {
    return node.methods.get(method) ?? (anyMethods.has(method) ? node.methods.get('ANY') : undefined);
  }

  function find(
    node: Node<Target>,
    method: string,
    segments: readonly string[],
    at: number,
  ): { target: Target; parameters: [string, string][] } | undefined {
    const segment = segments[at];
    if (segment === undefined) {
      const target = targetOf(node, method);
      return target === undefined ? undefined : { target, parameters: [] };
    }
    const literal = node.literals.get(segment);
    const exact = literal && find(literal, method, segments, at + 1);
    if (exact !== undefined) return exact;
    const named = segment === '' ? undefined : node.parameter;
    const byName = named && find(named.node, method, segments, at + 1);
    if (named !== undefined && byName !== undefined) {
      byName.parameters.unshift([named.name, segment]);
      return byName;
    }
    const target = node.proxy && targetOf(node.proxy.node, method);
    if (node.proxy === undefined || target === undefined) return undefined;
    return { target, parameters: [[node.proxy.name, segments.slice(at).join('/')]] };
  }

  return (method, path) => {
    if (!path.startsWith('/')) return undefined;
    const found = find(root, method, segmentsOf(path), 0);
    return found && { target: found.target, pathParameters: Object.fromEntries(found.parameters) };
  };
}
