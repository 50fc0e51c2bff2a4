import { createMessageParser, type StreamMessage } from './event-stream';

function parse(...pieces: string[]): StreamMessage[] {
  const messages: StreamMessage[] = [];
  const take = createMessageParser((message) => messages.push(message));
  for (const piece of pieces) take(piece);
  return messages;
}

test('a message is whole however the network cuts it', () => {
  const whole = 'id: 7\nevent: orders\ndata: {"orders":[]}\n\n';
  const expected = [{ event: 'orders', data: '{"orders":[]}', id: '7' }];
  for (let cut = 0; cut <= whole.length; cut += 1)
    expect(parse(whole.slice(0, cut), whole.slice(cut))).toEqual(expected);
});

test('comments and retry hints are no messages', () => {
  expect(parse(': beat\n\nretry: 1000\n\n')).toEqual([]);
});

test('lines of data belong together, and line ends of either kind do', () => {
  expect(parse('data: a\r\ndata: b\r\n\r\n')).toEqual([{ event: 'message', data: 'a\nb', id: null }]);
});
