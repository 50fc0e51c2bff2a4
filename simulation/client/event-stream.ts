/** One message of a server-sent event stream. */
export interface StreamEvent {
  id: string | null;
  type: string;
  data: string;
}

/** Splits the text of a stream into its messages, however the network has cut it into chunks. */
export class EventStreamParser {
  #rest = '';
  #id: string | null = null;

  /** The messages that this chunk completes. */
  push(chunk: string): StreamEvent[] {
    const blocks = (this.#rest + chunk).replaceAll('\r\n', '\n').split('\n\n');
    this.#rest = blocks.pop() ?? '';
    return blocks.map((block) => this.#parse(block)).filter((event) => event !== null);
  }

  /** Null for a comment, which only keeps the connection alive. */
  #parse(block: string): StreamEvent | null {
    let type = 'message';
    const data: string[] = [];
    for (const line of block.split('\n')) {
      const [field, value] = fieldOf(line);
      if (field === 'event') type = value;
      if (field === 'data') data.push(value);
      if (field === 'id') this.#id = value;
    }
    return data.length === 0 ? null : { id: this.#id, type, data: data.join('\n') };
  }
}

function fieldOf(line: string): [field: string, value: string] {
  const colon = line.indexOf(':');
  if (colon === -1) return [line, ''];
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
}
