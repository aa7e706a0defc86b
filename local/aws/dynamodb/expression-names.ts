/**
 * Finds the top-level attributes in DynamoDB's expressions, and the values that key conditions compare with.
 */

const WORDS = new Set(['AND', 'OR', 'NOT', 'BETWEEN', 'IN', 'SET', 'REMOVE', 'ADD', 'DELETE']);

/** A placeholder, a name, an index, a comparison, or one other character. */
const TOKENS = /[#:]\w+|[A-Za-z_]\w*|\[\d+\]|<>|[<>]=?|\S/g;

type Names = Readonly<Record<string, string>>;

/**
 * Returns the top-level attributes of any expression: `#a.b = :c AND size(d) > :e` contains `a` and `d`.
 * @param names ExpressionAttributeNames
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.Attributes.html
 */
export function listAttributes(expression: string, names: Names): string[] {
  const tokens = tokenize(expression);
  return tokens
    .filter((token, index) => {
      if (!/^[#A-Za-z_]/.test(token)) return false;
      if (tokens[index - 1] === '.' || tokens[index + 1] === '(') return false;
      return !WORDS.has(token.toUpperCase());
    })
    .map((token) => resolve(token, names));
}

/**
 * Returns the placeholders that a key condition sets equal to one attribute: `:v` in `pk = :v AND sk > :s`.
 * @param names ExpressionAttributeNames
 */
export function findEqualTo(attribute: string, expression: string, names: Names): string[] {
  // In a key condition, parentheses only group.
  const tokens = tokenize(expression).filter((token) => token !== '(' && token !== ')');
  return tokens.flatMap((token, index) => {
    if (token !== '=') return [];
    const [left, right] = [tokens[index - 1] ?? '', tokens[index + 1] ?? ''];
    if (right.startsWith(':') && resolve(left, names) === attribute) return [right];
    if (left.startsWith(':') && resolve(right, names) === attribute) return [left];
    return [];
  });
}

function tokenize(expression: string): string[] {
  return expression.match(TOKENS) ?? [];
}

function resolve(token: string, names: Names): string {
  return token.startsWith('#') ? (names[token] ?? token) : token;
}
