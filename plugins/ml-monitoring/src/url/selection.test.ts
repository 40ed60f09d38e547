import { readSelection, writeSelection, type Selection } from './selection';

const log = { pod: 'fraud-0', container: 'classifier', previous: true };

describe('what an address chooses', () => {
  it.each<[Selection, string]>([
    [{ section: 'diagnosis' }, 'range=1h&section=diagnosis'],
    [{ finding: 'image-pull:v2' }, 'range=1h&finding=image-pull%3Av2'],
    [
      { section: 'pods', log },
      'range=1h&section=pods&log=fraud-0%2Fclassifier&run=previous',
    ],
  ])('%j is written and read again, beside the rest', (selection, address) => {
    const params = writeSelection(
      new URLSearchParams('range=1h&section=graph&finding=x&log=a%2Fb'),
      selection,
    );
    expect(params.toString()).toBe(address);
    expect(readSelection(params)).toEqual(selection);
  });

  it('stays as it is when nothing is chosen', () => {
    expect(`${writeSelection(new URLSearchParams('section=pods'), {})}`).toBe(
      'section=pods',
    );
  });

  it.each(['section=constructor', 'log=', 'log=pod', 'log=a/b/c', ''])(
    'is nothing in "%s"',
    address => {
      expect(readSelection(new URLSearchParams(address))).toEqual({});
    },
  );
});
