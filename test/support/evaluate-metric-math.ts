/** Evaluates the part of CloudWatch metric math that the alarms use, for one point in time. */

/** The values of metrics at that time. A metric without data is left out. */
export type Sample = Readonly<Record<string, number>>;

/**
 * Returns the value of an expression. Returns undefined where CloudWatch has no value, because a metric lacks
 * data.
 * @throws Error for unsupported syntax
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function evaluateMetricMath(expression: string, sample: Sample): number | undefined {
  const tokens = expression.match(/[A-Za-z_]\w*|\d+(?:\.\d+)?|>=|<=|[-+*/(),<>[\]]/g) ?? [];
  if (tokens.join('') !== expression.replace(/\s/g, '')) throw new Error(`Unknown signs in ${expression}`);
  let at = 0;
  const peek = () => tokens[at];
  const take = (wanted?: string): string => {
    const token = tokens[at++];
    if (token === undefined || (wanted !== undefined && token !== wanted)) {
      throw new Error(`Expected ${wanted ?? 'more'} at ${at} of ${expression}`);
    }
    return token;
  };

  /** The operators of each precedence level, lowest first. */
  const levels: readonly Readonly<Record<string, (left: number, right: number) => number>>[] = [
    { AND: (left, right) => Number(left !== 0 && right !== 0) },
    { '>=': (left, right) => Number(left >= right), '<': (left, right) => Number(left < right) },
    { '+': (left, right) => left + right },
    { '*': (left, right) => left * right, '/': (left, right) => left / right },
  ];

  function parse(level = 0): number | undefined {
    const operators = levels[level];
    if (operators === undefined) return parseTerm();
    let left = parse(level + 1);
    for (let operate = operators[peek() ?? '']; operate !== undefined; operate = operators[peek() ?? '']) {
      take();
      const right = parse(level + 1);
      left = left === undefined || right === undefined ? undefined : operate(left, right);
      // A division by zero yields no data.
      if (left !== undefined && !Number.isFinite(left)) left = undefined;
    }
    return left;
  }

  function parseTerm(): number | undefined {
    const token = take();
    if (/^\d/.test(token)) return Number(token);
    if (token === 'IF' || token === 'FILL' || token === 'SUM') return call(token, parseArguments());
    if (/^[A-Za-z_]/.test(token)) return sample[token];
    throw new Error(`Unexpected ${token} in ${expression}`);
  }

  function parseArguments(): (number | undefined)[] {
    const values: (number | undefined)[] = [];
    take('(');
    const inList = peek() === '[';
    if (inList) take('[');
    do values.push(parse());
    while (peek() === ',' && take(',') === ',');
    if (inList) take(']');
    take(')');
    return values;
  }

  const value = parse();
  if (at !== tokens.length) throw new Error(`Unexpected ${peek()} in ${expression}`);
  return value;
}

function call(name: 'IF' | 'FILL' | 'SUM', values: readonly (number | undefined)[]): number | undefined {
  const [first, second, third] = values;
  if (name === 'FILL') return first ?? second;
  if (name === 'SUM') return values.reduce((sum, value) => (sum ?? 0) + (value ?? 0), 0);
  if (first === undefined) return undefined;
  return first === 0 ? third : second;
}
