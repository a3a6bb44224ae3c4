// How many segments a carrier cuts a text into, which is what it charges for; and which characters
// make that dear. The same as routing/segment.cpp: GSM 03.38 (3GPP TS 23.038, section 6.2.1) has 160
// septets alone and 153 each when joined; one character that it does not have makes all of it UCS-2,
// with 70 and 67 UTF-16 units.

const letters = new Set(
  '\n\r !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz' +
    '£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà',
);
// Two septets each.
const extension = new Set('\f^{}\\[~]|€');

export interface Segments {
  count: number;
  // Of the last one, what is still free: in septets, or in UTF-16 units.
  left: number;
  // The characters, each once, that GSM 03.38 does not have: without them all would be shorter.
  dear: string[];
}

class Filling {
  private readonly alone: number;
  private readonly joined: number;
  private total = 0;
  private last = 0;
  private count = 1;

  constructor(alone: number, joined: number) {
    this.alone = alone;
    this.joined = joined;
  }

  // A character goes whole into the next segment where it does not fit.
  add(units: number): void {
    this.total += units;
    if (this.last + units > this.joined) {
      this.count += 1;
      this.last = 0;
    }
    this.last += units;
  }

  result(dear: string[]): Segments {
    if (this.total <= this.alone) return { count: 1, left: this.alone - this.total, dear };
    return { count: this.count, left: this.joined - this.last, dear };
  }
}

export function segmentsOf(body: string): Segments {
  const septets = new Filling(160, 153);
  const units = new Filling(70, 67);
  const dear = new Set<string>();
  for (const character of body) {
    if (!letters.has(character) && !extension.has(character)) dear.add(character);
    septets.add(extension.has(character) ? 2 : 1);
    units.add(character.length);
  }
  return dear.size === 0 ? septets.result([]) : units.result([...dear]);
}
