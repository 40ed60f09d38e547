/** Which lines of a chart the reader wants drawn, where that differs from what is drawn by itself. */
export interface ShownLines {
  show: ReadonlySet<string>;
  hide: ReadonlySet<string>;
}

/** Among those to show: every line. */
const EVERY = '*';

export const everyLine: ShownLines = {
  show: new Set([EVERY]),
  hide: new Set(),
};

export const asByItself: ShownLines = { show: new Set(), hide: new Set() };

export function readShownLines(
  params: URLSearchParams,
  panel: string,
): ShownLines {
  return {
    show: new Set(params.getAll(`show.${panel}`)),
    hide: new Set(params.getAll(`hide.${panel}`)),
  };
}

/** The address with this chosen for a panel, and everything else in it as it was. */
export function writeShownLines(
  params: URLSearchParams,
  panel: string,
  lines: ShownLines,
): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const kind of ['show', 'hide'] as const) {
    next.delete(`${kind}.${panel}`);
    lines[kind].forEach(id => next.append(`${kind}.${panel}`, id));
  }
  return next;
}

/** @param byItself - whether the line is drawn where nothing was chosen */
export function isShown(
  { show, hide }: ShownLines,
  id: string,
  byItself: boolean,
): boolean {
  return !hide.has(id) && (byItself || show.has(EVERY) || show.has(id));
}

/** The line drawn if it was not, and not drawn if it was. */
export function toggleLine(
  lines: ShownLines,
  id: string,
  byItself: boolean,
): ShownLines {
  const show = new Set(lines.show);
  const hide = new Set(lines.hide);
  show.delete(id);
  hide.delete(id);
  const wasShown = isShown(lines, id, byItself);
  if (isShown({ show, hide }, id, byItself) === wasShown) {
    (wasShown ? hide : show).add(id);
  }
  return { show, hide };
}
