// Writes into the address which made-up person is open, in place of what stood there: Back still leads to the last page.
export default function ({ data: { names, told } }) {
  const address = new URL(window.location.href);
  for (const name of names) {
    if (told[name] === undefined) address.searchParams.delete(name);
    else address.searchParams.set(name, told[name]);
  }
  if (address.href !== window.location.href) window.history.replaceState(window.history.state, '', address);
}
