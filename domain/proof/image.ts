export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp';

/** What the bytes themselves say; null for anything but a JPEG, PNG or WebP picture. */
export function imageTypeOf(bytes: Uint8Array): ImageType | null {
  if (startsWith(bytes, 0, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(bytes, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, 0, ascii('RIFF')) && startsWith(bytes, 8, ascii('WEBP'))) return 'image/webp';
  return null;
}

/**
 * The same picture without what cameras write beside it: place, time, device, previews (EXIF, XMP, IPTC, comments). Null
 * when it is not a whole picture. Formats: JPEG (ITU T.81 annex B), PNG (RFC 2083), WebP (RIFF container).
 */
export function withoutMetadata(bytes: Uint8Array, type: ImageType): Uint8Array | null {
  switch (type) {
    case 'image/jpeg':
      return plainJpeg(bytes);
    case 'image/png':
      return plainPng(bytes);
    case 'image/webp':
      return plainWebp(bytes);
  }
}

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const startsWith = (bytes: Uint8Array, at: number, start: number[]): boolean =>
  start.every((byte, index) => bytes[at + index] === byte);
const nameAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const COMMENT = 0xfe;

/** Segments up to the scan; of the application ones only JFIF and the colour transform of Adobe matter to a decoder. */
function plainJpeg(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) return null;
    if (marker === START_OF_SCAN) {
      const last = bytes.lastIndexOf(END_OF_IMAGE);
      if (last < end || bytes[last - 1] !== 0xff) return null;
      return joined([...kept, bytes.subarray(at, last + 1)]);
    }
    const isApplication = marker >= 0xe0 && marker <= 0xef;
    const isDropped = marker === COMMENT || (isApplication && marker !== 0xe0 && marker !== 0xee);
    if (!isDropped) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return null;
}

const PNG_DROPPED = ['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'];

function plainPng(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at);
    const name = nameAt(bytes, at + 4);
    if (end > bytes.length) return null;
    if (!PNG_DROPPED.includes(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IEND') return joined(kept);
    at = end;
  }
  return null;
}

const WEBP_DROPPED = ['EXIF', 'XMP '];
/** Bits of the extended header that promise the chunks above. */
const WEBP_FLAGS = 0b1100;

function plainWebp(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 20 || view.getUint32(4, true) + 8 > bytes.length) return null;
  const kept: Uint8Array[] = [];
  let at = 12;
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at + 4, true);
    const end = at + 8 + size + (size % 2);
    if (end > bytes.length) return null;
    const chunk = bytes.slice(at, end);
    const name = nameAt(bytes, at);
    if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~WEBP_FLAGS;
    if (!WEBP_DROPPED.includes(name)) kept.push(chunk);
    at = end;
  }
  const body = joined(kept);
  const head = new Uint8Array(12);
  head.set(ascii('RIFF'));
  new DataView(head.buffer).setUint32(4, body.length + 4, true);
  head.set(ascii('WEBP'), 8);
  return body.length === 0 ? null : joined([head, body]);
}
