/** Finds the top-level attributes that DynamoDB's expressions name, and the values that they compare a key with. */

const WORDS = new Set(['AND', 'OR', 'NOT', 'BETWEEN', 'IN', 'SET', 'REMOVE', 'ADD', 'DELETE']);

/** A placeholder, a name, an index, a comparison, or one mark. */
const TOKENS = /[#:]\w+|[A-Za-z_]\w*|\[\d+\]|<>|[<>]=?|\S/g;

type Names = Readonly<Record<string, string>>;

/**
 * The top-level attributes of any expression: `#a.b = :c AND size(d) > :e` names `a` and `d`.
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
 * The placeholders that a key condition sets equal to one attribute: `:v` in `pk = :v AND sk > :s`.
 * @param names ExpressionAttributeNames
 */
export function findEqualTo(attribute: string, expression: string, names: Names): string[] {
  // parentheses only group in a key condition
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
