/** For text that is only heard. */
export const visuallyHidden = {
  position: 'absolute',
  width: 1,
  height: 1,
  margin: -1,
  overflow: 'hidden',
  clip: 'rect(0 0 0 0)',
  whiteSpace: 'nowrap',
} as const;

/** The portal's tables break words anywhere; a name or a heading reads better whole. */
export const wholeWords = {
  wordBreak: 'normal',
  overflowWrap: 'break-word',
} as const;
