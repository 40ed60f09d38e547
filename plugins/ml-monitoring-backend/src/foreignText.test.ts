import { foreignText } from './foreignText';

describe('what others wrote', () => {
  it('is shown without what looks like a secret', () => {
    expect(
      foreignText('Get "http://10.0.0.1:8000/prometheus?token=s3cr3t": EOF'),
    ).toBe('Get "http://10.0.0.1:8000/prometheus?token=***": EOF');
  });

  it('is cut off where nobody reads on', () => {
    const text = foreignText(
      `${'a '.repeat(2_040)}password=${'x'.repeat(1e6)}`,
    );
    expect(text).toHaveLength(4_092);
    expect(text).toMatch(/ password=\*\*\*$/);
    expect(foreignText('b '.repeat(1e6))).toHaveLength(4_097);
  });
});
