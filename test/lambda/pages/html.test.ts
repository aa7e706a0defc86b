import { html, raw } from '../../../lambda/pages/html';

test('texts are escaped in content and in quoted attributes', () => {
  const hostile = `"><script>alert('1')</script>&`;
  expect(String(html`<p title="${hostile}">${hostile}</p>`)).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;</p>',
  );
});

test('markup, lists, numbers and constants are written, and nothing for what is missing', () => {
  const items = ['<a>', 'b'].map((text) => html`<li>${text}</li>`);
  expect(String(html`<ul>${items}</ul>${1}${undefined}${false}${raw('<hr>')}${['<', html`<b>`]}`)).toBe(
    '<ul><li>&lt;a&gt;</li><li>b</li></ul>1<hr>&lt;<b>',
  );
});

test('a value that only looks like markup is refused', () => {
  const forged = { toString: () => '<script>' } as unknown as string;
  expect(() => String(html`${forged}`)).toThrow();
});
