/** Hands a copy to the person, as a file. */
export function save(copy: unknown): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(copy, null, 2)], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: 'ghc.json' });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
