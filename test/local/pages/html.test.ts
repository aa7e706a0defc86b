import { html } from '../../../local/pages/html';

test('escapes inserted values, in texts and in attributes', () => {
  const name = `<script>alert('1')</script>" onload="&`;
  expect(html`<p title="${name}">${name}</p>`.markup).toBe(
    '<p title="&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; onload=&quot;&amp;">' +
      '&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; onload=&quot;&amp;</p>',
  );
});

test('inserts markup unchanged, lists in order, and nothing for undefined', () => {
  const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
  expect(html`<ul>${items}</ul>${undefined}${7}`.markup).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>7');
});
