import { escapeHtml } from '@minebench/report';
import { formula } from './formula.ts';

/** Something put into text: a number in it, or a block between paragraphs. */
export interface Inset {
  readonly html: string;
  /** What it is inside a formula. */
  readonly tex?: string;
  /** Stands between paragraphs. */
  readonly block?: boolean;
}

const [open, close] = ['\ue000', '\ue001'];
const place = /\ue000(\d+)\ue001/g;

/**
 * A page's text: headings `##` and `###`, paragraphs, lists, statements after `>`, formulas between `$` and `$$`, `**strong**`, `*emphasis*`, `code`, links, and what is put in by
 * `${}`. A displayed formula that begins with `#name` is numbered, and `@name` refers to it. A number with a decimal point that is typed and not put in is an error: numbers come
 * from records.
 */
export function text(strings: TemplateStringsArray, ...insets: readonly Inset[]): string {
  const source = strings.raw.map((part, index) => part + (index < insets.length ? open + index + close : '')).join('');
  return new Composer(source.replaceAll('\\`', '`'), insets).html();
}

export const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

class Composer {
  private readonly blocks: readonly string[];
  private readonly equations = new Map<string, number>();

  constructor(
    source: string,
    private readonly insets: readonly Inset[],
  ) {
    const typed = /(?<![\w.])\d+\.\d+/.exec(source.replace(/`[^`]*`/g, ''));
    if (typed) throw new Error(`${typed[0]} is typed into the text: take it from a record or a closed form`);
    this.blocks = source
      .split(/\n\s*\n/)
      .map((block) => block.replace(/^\s+/gm, '').trim())
      .filter((block) => block !== '');
    for (const [, name] of source.matchAll(/\$\$#([\w-]+)/g)) this.equations.set(name, this.equations.size + 1);
  }

  html(): string {
    return this.blocks.map((block) => this.block(block)).join('\n');
  }

  private block(block: string): string {
    const lone = /^\ue000(\d+)\ue001$/.exec(block);
    if (lone && this.insets[Number(lone[1])].block) return this.insets[Number(lone[1])].html;
    if (block.startsWith('$$')) return this.display(block);
    const heading = /^(##+) (.+)$/.exec(block);
    if (heading) {
      const level = heading[1].length;
      const id = slug(heading[2].replace(/\$[^$]*\$/g, ''));
      return `<h${level} id="${id}">${this.inline(heading[2])}</h${level}>`;
    }
    if (block.startsWith('>')) return this.statement(block);
    if (/^- /.test(block)) return this.list('ul', block.split(/^- /m).slice(1));
    if (/^1\. /.test(block)) return this.list('ol', block.split(/^\d+\. /m).slice(1));
    return `<p>${this.inline(block)}</p>`;
  }

  private statement(block: string): string {
    const parts = block
      .replace(/^> ?/gm, '')
      .split(/(\$\$[\s\S]*?\$\$)/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const inner = parts.map((part) => (part.startsWith('$$') ? this.display(part) : `<p>${this.inline(part)}</p>`));
    return `<div class="statement">${inner.join('\n')}</div>`;
  }

  private list(tag: 'ul' | 'ol', items: readonly string[]): string {
    return `<${tag}>${items.map((item) => `<li>${this.inline(item.trim())}</li>`).join('\n')}</${tag}>`;
  }

  private display(block: string): string {
    const [, name, tex] = /^\$\$(?:#([\w-]+))?([\s\S]+)\$\$$/.exec(block) ?? [];
    if (tex === undefined) throw new Error(`a displayed formula has text beside it: ${block}`);
    const math = formula(this.tex(tex), true);
    if (name === undefined) return `<div class="display">${math}</div>`;
    const number = this.equations.get(name);
    return `<div class="display numbered" id="eq-${name}">${math}<span class="equation-number">(${number})</span></div>`;
  }

  private tex(tex: string): string {
    return tex.replace(place, (_, index) => {
      const inset = this.insets[Number(index)];
      if (inset.tex === undefined) throw new Error(`what is put into ${tex} is no number`);
      return inset.tex;
    });
  }

  private inline(source: string): string {
    // formulas and code are set aside, so that what is inside them is not read as text
    const aside: string[] = [];
    const words = source.replace(/\$([^$]+)\$|`([^`]+)`/g, (_, tex?: string, code?: string) => {
      aside.push(tex === undefined ? `<code>${escapeHtml(code!)}</code>` : formula(this.tex(tex)));
      return `\ue004${aside.length - 1}\ue005`;
    });
    // a browser would break the line between a formula and the full stop behind it
    return this.words(words).replace(/\ue004(\d+)\ue005([.,;:!?)]*)/g, (_, k, stop) =>
      stop === '' ? aside[Number(k)] : `<span class="unbroken">${aside[Number(k)]}${stop}</span>`,
    );
  }

  private words(source: string): string {
    return escapeHtml(source)
      .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
      .replace(/\*([^*]+)\*/g, '<em>$1</em>')
      .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '<a href="$2">$1</a>')
      .replace(/(?<![\w.])@([\w-]+)/g, (_, name) => {
        const number = this.equations.get(name);
        if (number === undefined) throw new Error(`no formula is named ${name}`);
        return `<a href="#eq-${name}">(${number})</a>`;
      })
      .replace(place, (_, index) => this.insets[Number(index)].html);
  }
}
