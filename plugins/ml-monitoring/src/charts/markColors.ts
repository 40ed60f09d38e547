import type { Theme } from '@material-ui/core/styles';

/** The colours of marks, of the theme. None of them says anything that shape and words do not say too. */
export function markColors({ palette }: Theme) {
  return {
    change: palette.text.primary,
    firing: palette.status.error,
    pending: palette.status.warning,
    text: palette.text.primary,
    background: palette.background.paper,
  };
}
