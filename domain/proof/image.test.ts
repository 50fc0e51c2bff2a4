import { imageTypeOf, withoutMetadata } from './image';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (letter) => letter.charCodeAt(0)) : part)),
  );
const text = (picture: Uint8Array | null): string => String.fromCharCode(...(picture ?? []));
const PLACE = 'GPS 38.7223 -9.1393';

const segment = (marker: number, body: string): (string | number[])[] => [[0xff, marker, 0, body.length + 2], body];
const jpeg = bytes(
  [0xff, 0xd8],
  ...segment(0xe0, 'JFIF\0'),
  ...segment(0xe1, `Exif\0\0${PLACE}`),
  ...segment(0xfe, PLACE),
  ...segment(0xdb, 'tables'),
  ...segment(0xda, 'scan'),
  'pixels',
  [0xff, 0xd9],
  PLACE,
);
const pngChunk = (name: string, body: string): (string | number[])[] => [[0, 0, 0, body.length], name, body, 'crc!'];
const png = bytes(
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  ...pngChunk('IHDR', 'head'),
  ...pngChunk('eXIf', PLACE),
  ...pngChunk('tEXt', PLACE),
  ...pngChunk('IDAT', 'pixels'),
  ...pngChunk('IEND', ''),
  PLACE,
);
const webpChunk = (name: string, body: string): (string | number[])[] => [
  name,
  [body.length, 0, 0, 0],
  body + (body.length % 2 ? '\0' : ''),
];
const webpBody = bytes(
  'WEBP',
  ...webpChunk('VP8X', '\x0c123456789'),
  ...webpChunk('VP8 ', 'pixels'),
  ...webpChunk('EXIF', PLACE),
);
const webp = bytes('RIFF', [webpBody.length, 0, 0, 0], [...webpBody]);

it.each([
  ['image/jpeg', jpeg],
  ['image/png', png],
  ['image/webp', webp],
] as const)('%s keeps its pixels and loses where it was taken', (type, picture) => {
  expect(imageTypeOf(picture)).toBe(type);
  const plain = withoutMetadata(picture, type);
  expect(text(plain)).toContain('pixels');
  expect(text(plain)).not.toContain('GPS');
  expect(imageTypeOf(plain!)).toBe(type);
  expect(withoutMetadata(plain!, type)).toEqual(plain);
});

it('a WebP picture does not promise what was taken out of it', () => {
  expect(withoutMetadata(webp, 'image/webp')?.[20]).toBe(0);
});

it.each([
  ['image/jpeg', jpeg],
  ['image/png', png],
  ['image/webp', webp],
] as const)('%s that is cut off anywhere is no picture, and breaks nothing', (type, picture) => {
  const whole = withoutMetadata(picture, type)!;
  for (let length = 12; length < whole.length - 2; length++) {
    expect(withoutMetadata(whole.slice(0, length), type)).toBeNull();
  }
});

it.each(['<svg onload="alert(1)">', 'GIF89a', '%PDF-1.7', ''])('%s is no picture', (body) => {
  expect(imageTypeOf(bytes(body))).toBeNull();
});
