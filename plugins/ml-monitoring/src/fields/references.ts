import type { Texts } from './texts';

/** Why this cannot be an image, whatever is allowed. */
export function imageProblem(image: string, t: Texts): string | undefined {
  return /\s/.test(image) || image.includes('://')
    ? t('form.refused.imageCharacters')
    : undefined;
}

/** Why a model cannot be stored there, whatever is allowed. */
export function modelUriProblem(uri: string, t: Texts): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s/?#][^\s]*$/i.test(uri)) {
    return t('form.refused.uriForm');
  }
  const [, place] = uri.split('://');
  return place.split(/[/?#]/)[0].includes('@')
    ? t('form.refused.uriCredentials')
    : undefined;
}
