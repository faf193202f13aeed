/** What a page's tests look at: its start tags without scripts and styles, and what they say. */
export function written(html: string) {
  const plain = html.replace(/(<(script|style)\b[^>]*>)[\s\S]*?<\/\2>/g, '$1</$2>');
  const tags = plain.match(/<[a-z][^>]*>/g) ?? [];
  const all = (pattern: RegExp): string[] => [...plain.matchAll(pattern)].map(([, found]) => found);
  const headings = [...plain.matchAll(/<h([1-6])[^>]*>(.*?)<\/h\1>/g)].map(([, level, inner]): [number, string] => [
    Number(level),
    inner,
  ]);
  return {
    tags,
    headings,
    ids: all(/\sid="([^"]*)"/g),
    links: all(/<a [^>]*href="([^"]*)"/g),
    /** Sliders by their id; radio buttons stand inside their labels. */
    controls: all(/<input type="range" id="([^"]*)"/g),
    labels: all(/<label for="([^"]*)"/g),
    outside: all(/\s(?:href|src)="(https?:[^"]*|\/\/[^"]*)"/g),
  };
}
