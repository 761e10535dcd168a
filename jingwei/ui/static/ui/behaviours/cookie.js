// The reader's settings travel as cookies, so that the server paints the first page right and nothing flashes.
export function remember(name, value) {
  document.cookie = `${name}=${value};path=/;max-age=${value ? 31536000 : 0};samesite=lax`;
}
