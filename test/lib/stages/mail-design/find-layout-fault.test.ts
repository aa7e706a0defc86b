import { findLayoutFault } from '../../../../lib/stages/mail-design/find-layout-fault';

test.each([
  '{content}',
  '<div style="max-width: 520px; margin: 0 auto">{content}</div>',
  '<table role="presentation" align="center"><tbody><tr><td>{content}</td></tr></tbody></table>',
  '{content}<hr><p lang="de">© {service} &amp; Co. <a href="https://example.com/imprint?a=b">Imprint</a></p>',
  '{content}<p><a href="mailto:help@example.com">Help</a></p>',
])('the layout %j is safe', (layout) => {
  expect(findLayoutFault(layout, false)).toBeUndefined();
});

test.each([
  ['<script>alert(1)</script>{content}', 'must hold no element but a, b, br'],
  ['<style>p { color: red }</style>{content}', 'must hold no element but'],
  ['<img src="http://example.com/a.png">{content}', 'must hold no element but'],
  ['<img src="https://example.com/a.png">{content}', 'must hold no element but'],
  ['<iframe src="https://example.com"></iframe>{content}', 'must hold no element but'],
  ['<form action="https://example.com">{content}</form>', 'must hold no element but'],
  ['<p onclick="alert(1)">a</p>{content}', 'must hold no attribute but'],
  ['<td background="https://example.com/a.png">{content}</td>', 'must hold no attribute but'],
  ['<p href="https://example.com">a</p>{content}', 'must hold no attribute but'],
  ['<p constructor="a">a</p>{content}', 'must hold no attribute but'],
  ['<p class="code">a</p>{content}', 'must hold no attribute but'],
  ['<a href="javascript:alert(1)">a</a>{content}', 'must have another value of href'],
  ['<a href="java&#115;cript:alert(1)">a</a>{content}', 'must have another value of href'],
  ['<a href="http://example.com">a</a>{content}', 'must have another value of href'],
  ['<a href="//example.com">a</a>{content}', 'must have another value of href'],
  ['<a href="https://example.com/{service}">a</a>{content}', 'must have another value of href'],
  [
    '<p style="background: url(https://example.com/a.png)">a</p>{content}',
    'must have another value of style',
  ],
  ['<p style="background: u\\72l">a</p>{content}', 'must have another value of style'],
  ['<p style="color: {service}">a</p>{content}', 'must have another value of style'],
  ["<p style='color: red'>a</p>{content}", 'is not at character 1'],
  ['<p style=color>a</p>{content}', 'is not at character 1'],
  ['<P>a</P>{content}', 'is not at character 1'],
  ['a<!-- b -->{content}', 'is not at character 2'],
  ['<![CDATA[a]]>{content}', 'is not at character 1'],
  ['a < b {content}', 'is not at character 3'],
  ['<p>a{content}', 'must have {content} outside of <p>'],
  ['<a href="https://example.com">{content}</a>', 'must have {content} outside of <a>'],
  ['<div>{content}', 'must close <div>'],
  ['{content}</div>', 'must open <div> before it closes it'],
  ['<div><table>{content}</div></table>', 'must open <div> before it closes it'],
  ['<p>a</p>', 'must hold {content} once'],
  ['{content}{content}', 'must hold {content} once'],
  ['{content}{username}', 'must hold no placeholder but {content}, {logo}, {service}, and holds {username}'],
  ['{content', 'must close each brace'],
  ['{logo}{content}', 'must not hold {logo} without look.logo'],
  [`{content}${'a'.repeat(10_000)}`, 'must be HTML of at most 10000 characters'],
])('the layout %j is refused', (layout, demand) => {
  expect(findLayoutFault(layout, false)).toContain(demand);
});

test('a logo is shown once', () => {
  expect(findLayoutFault('<div>{logo}</div>{content}', true)).toBeUndefined();
  for (const layout of ['{content}', '{logo}{content}{logo}']) {
    expect(findLayoutFault(layout, true)).toBe('must hold {logo} once, since look.logo is set');
  }
});
