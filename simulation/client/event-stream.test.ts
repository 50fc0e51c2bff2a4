import { EventStreamParser, type StreamEvent } from './event-stream';

const TEXT = 'event: offer.sent\nid: 7\ndata: {"a":1}\n\n: keep-alive\n\ndata: one\ndata: two\n\n';

function parse(chunks: string[]): StreamEvent[] {
  const parser = new EventStreamParser();
  return chunks.flatMap((chunk) => parser.push(chunk));
}

describe('EventStreamParser', () => {
  const expected = [
    { id: '7', type: 'offer.sent', data: '{"a":1}' },
    { id: '7', type: 'message', data: 'one\ntwo' },
  ];

  it('reads type, id and data, and passes over comments', () => {
    expect(parse([TEXT])).toEqual(expected);
  });

  it('does not mind where the network cuts', () => {
    for (let cut = 1; cut < TEXT.length; cut += 1) {
      expect(parse([TEXT.slice(0, cut), TEXT.slice(cut)])).toEqual(expected);
    }
  });

  it('reads lines that end as on Windows', () => {
    expect(parse([TEXT.replaceAll('\n', '\r\n')])).toEqual(expected);
  });

  it('holds back a message that has not ended', () => {
    expect(parse(['data: half'])).toEqual([]);
  });
});
