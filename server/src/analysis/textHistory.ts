import { TextDifference, type Range } from '../syntax/textDifference';

/** So many versions back it is known where a piece of a text stood. */
const keptVersions = 64;

/** A piece of a text as it stood in one of its versions. */
interface EarlierPlace extends Range {
  readonly version: number;
}

/** The versions that a file has had one after the other. */
export class TextHistory {
  /** Counts them. */
  version = 0;
  /** What has changed from each to the next one, up to the latest. */
  private readonly differences: TextDifference[] = [];

  constructor(
    readonly path: string,
    private text: string,
  ) {}

  /** Notes the text that the file has now. */
  continueWith(text: string): void {
    if (text === this.text) return;
    this.differences.push(new TextDifference(this.text, text));
    if (this.differences.length > keptVersions) this.differences.shift();
    this.text = text;
    this.version++;
  }

  /** Where a range of the latest version stood in those before it, the latest first, as far back as it was certainly the same text. In UTF-16 units. */
  *placesBefore(range: Range): Generator<EarlierPlace> {
    let { version } = this;
    let place: Range | undefined = range;
    for (let index = this.differences.length - 1; index >= 0; index--) {
      place = this.differences[index]?.before(place);
      if (!place) return;
      version--;
      yield { ...place, version };
    }
  }
}
