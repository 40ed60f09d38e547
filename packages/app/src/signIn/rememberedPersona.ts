import { personas, type Persona } from './personas';

const KEY = 'demo-persona';

/** The choice lasts as long as the browser tab, so that two tabs can be two people. */
export const rememberedPersona = {
  get: (): Persona | undefined =>
    personas.find(({ name }) => name === sessionStorage.getItem(KEY)),
  set: ({ name }: Persona) => sessionStorage.setItem(KEY, name),
  forget: () => sessionStorage.removeItem(KEY),
};
