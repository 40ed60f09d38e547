import { lineStyle } from './palette';

const backgrounds = { light: '#FFFFFF', dark: '#424242' };

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(c => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe.each(['light', 'dark'] as const)('lines in the %s theme', theme => {
  const styles = Array.from({ length: 72 }, (_, index) =>
    lineStyle(index, theme),
  );

  it('stand out from their background', () => {
    for (const { color } of styles) {
      expect(contrast(color, backgrounds[theme])).toBeGreaterThanOrEqual(3);
    }
  });

  it('look different, one from another', () => {
    expect(new Set(styles.map(style => JSON.stringify(style))).size).toBe(72);
  });

  it('differ in dash as well as in colour from their neighbours', () => {
    styles.slice(1).forEach((style, index) => {
      expect(style.dash).not.toEqual(styles[index].dash);
      expect(style.color).not.toBe(styles[index].color);
    });
  });
});
