/** How one line looks. Colour and dash both differ, so that neither is needed to tell lines apart. */
export interface LineStyle {
  color: string;
  /** Lengths of dash and gap in pixels; empty is a full line. */
  dash: number[];
  /** Pixels. */
  width: number;
}

// Hues apart for every common colour blindness, each at 3:1 or more against its background.
const colors = {
  light: ['#0067A5', '#C24E00', '#00775A', '#A3417F', '#8A6100', '#555B66'],
  dark: ['#6CB8F0', '#FF9B52', '#3CCFA0', '#EE93C8', '#E8C547', '#B8BEC9'],
};

const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3], [4, 4], [14, 4]];

const widths = [1.5, 2.75];

/** The style of the n-th line: stable between refreshes as long as the order is. */
export function lineStyle(index: number, theme: 'light' | 'dark'): LineStyle {
  const palette = colors[theme];
  const round = Math.floor(index / palette.length);
  return {
    color: palette[index % palette.length],
    dash: dashes[(index + round) % dashes.length],
    width: widths[Math.floor(round / dashes.length) % widths.length],
  };
}

/** The style of the n-th sum of lines that are not drawn: grey and thick, as no line of its own is. */
export function restStyle(index: number, theme: 'light' | 'dark'): LineStyle {
  return {
    color: theme === 'light' ? '#707680' : '#9299A5',
    dash: dashes[(index + 2) % dashes.length],
    width: 3,
  };
}
