import de from './de';
import { mlMonitoringTranslationRef } from './ref';

const placeholders = (text: string | null) =>
  Array.from(text?.matchAll(/{{(\w+)}}/g) ?? [], ([, name]) => name).sort();

const english: Record<string, string> = (
  mlMonitoringTranslationRef as unknown as {
    getDefaultMessages(): Record<string, string>;
  }
).getDefaultMessages();

describe('the German texts', () => {
  it.each(Object.entries(de.messages))(
    '%s tells as much as the English one',
    (key, text) => {
      expect(placeholders(text)).toEqual(placeholders(english[key]));
    },
  );

  it('leave out none', () => {
    expect(Object.keys(de.messages).sort()).toEqual(
      Object.keys(english).sort(),
    );
  });
});
