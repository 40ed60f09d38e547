const MOST = 5;

/** Names as words, however many there are. */
export function listed(names: readonly string[]): string {
  const told = names.slice(0, MOST).join(', ');
  const more = names.length - MOST;
  return more > 0 ? `${told} and ${more} more` : told;
}
