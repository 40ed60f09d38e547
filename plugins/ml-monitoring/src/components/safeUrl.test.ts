import { safeUrl } from './safeUrl';

describe('safeUrl', () => {
  it.each([
    ['https://runbooks.example.com/a?b', 'https://runbooks.example.com/a?b'],
    ['http://localhost:3000', 'http://localhost:3000'],
    // eslint-disable-next-line no-script-url
    ['javascript:alert(1)', undefined],
    [' JavaScript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['/relative', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of %j is %j', (text, url) => {
    expect(safeUrl(text)).toBe(url);
  });
});
