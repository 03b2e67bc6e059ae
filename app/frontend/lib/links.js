// Real links, so that they can be opened in another tab; a plain click stays within the session.

export function anchor(link, base, go) {
  const made = document.createElement("a");
  made.href = address(link, base);
  made.textContent = link.words;
  made.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go([link.page, link.parameters]);
  };
  return made;
}

export function address(link, base) {
  const query = new URLSearchParams(link.parameters).toString();
  return `${location.origin}${base}/${link.page}${query ? `?${query}` : ""}`;
}
