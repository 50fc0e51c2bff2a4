import type { MapLibreMap } from 'maplibre-gl';
import type { MapColors } from './colors';

/** The marks of the map, drawn once per theme: squares for pickups, circles for dropoffs, chevrons for drivers. */
type Draw = (pen: CanvasRenderingContext2D, size: number) => void;

const PIXEL_RATIO = 2;
const FAMILIES = ['done', 'move', 'offer', 'wait', 'idle'] as const;

export function addMarks(map: MapLibreMap, colors: MapColors): void {
  const halo = colors['bg-2'];
  const marks: Record<string, [size: number, draw: Draw]> = {
    'order-unassigned': [15, square(colors.wait, halo, 'hollow')],
    'order-scheduled': [13, square(colors.idle, halo, 'hollow')],
    'order-offered': [14, square(colors.offer, halo, 'dot')],
    'order-escalated': [19, square(colors.alarm, halo, 'filled')],
    'order-to_pickup': [11, square(colors.move, halo, 'filled')],
    'order-carried': [12, disc(colors.carry, halo)],
    'end-pickup': [24, lettered(square(colors.offer, halo, 'filled'), 'P', halo)],
    'end-dropoff': [24, lettered(disc(colors.offer, halo), 'D', halo)],
  };
  for (const family of FAMILIES) {
    marks[`driver-${family}`] = [18, chevron(colors[family], halo, false)];
    marks[`driver-${family}-silent`] = [18, chevron(colors[family], halo, true)];
  }
  marks['hatch'] = [8, hatch(colors.z4)];
  for (const [name, [size, draw]] of Object.entries(marks)) {
    const image = paint(size, draw);
    if (map.hasImage(name)) map.updateImage(name, image);
    else map.addImage(name, image, { pixelRatio: PIXEL_RATIO });
  }
}

function paint(size: number, draw: Draw): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * PIXEL_RATIO;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('this browser draws no canvas');
  pen.scale(PIXEL_RATIO, PIXEL_RATIO);
  draw(pen, size);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

function square(color: string, halo: string, inside: 'hollow' | 'dot' | 'filled'): Draw {
  return (pen, size) => {
    pen.fillStyle = halo;
    pen.beginPath();
    pen.roundRect(0, 0, size, size, 4);
    pen.fill();
    pen.beginPath();
    pen.roundRect(2, 2, size - 4, size - 4, 2.5);
    if (inside === 'filled') {
      pen.fillStyle = color;
      pen.fill();
      return;
    }
    pen.strokeStyle = color;
    pen.lineWidth = 2;
    pen.stroke();
    if (inside === 'hollow') return;
    pen.fillStyle = color;
    pen.fillRect(size / 2 - 2, size / 2 - 2, 4, 4);
  };
}

function disc(color: string, halo: string): Draw {
  return (pen, size) => {
    for (const [fill, inset] of [
      [halo, 0],
      [color, 1.8],
    ] as const) {
      pen.fillStyle = fill;
      pen.beginPath();
      pen.arc(size / 2, size / 2, size / 2 - inset, 0, 2 * Math.PI);
      pen.fill();
    }
  };
}

function lettered(shape: Draw, letter: string, color: string): Draw {
  return (pen, size) => {
    shape(pen, size);
    pen.fillStyle = color;
    pen.font = '700 13px sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(letter, size / 2, size / 2 + 0.5);
  };
}

/** Tiles without a seam: one stroke through the middle and what enters at two corners. */
function hatch(color: string): Draw {
  return (pen, size) => {
    pen.strokeStyle = color;
    pen.lineWidth = 1.2;
    for (const shift of [-size, 0, size]) {
      pen.beginPath();
      pen.moveTo(shift - 1, size + 1);
      pen.lineTo(shift + size + 1, -1);
      pen.stroke();
    }
  };
}

/** Points up, that is north; the layer turns it to where the driver heads. Hollow and dashed: not heard of lately. */
function chevron(color: string, halo: string, isSilent: boolean): Draw {
  return (pen, size) => {
    pen.beginPath();
    pen.moveTo(size / 2, 1.5);
    pen.lineTo(size - 3, size - 2);
    pen.lineTo(size / 2, size - 5.5);
    pen.lineTo(3, size - 2);
    pen.closePath();
    pen.lineJoin = 'round';
    pen.strokeStyle = halo;
    pen.lineWidth = 2.5;
    pen.stroke();
    pen.fillStyle = isSilent ? halo : color;
    pen.fill();
    if (!isSilent) return;
    pen.setLineDash([2, 1.6]);
    pen.strokeStyle = color;
    pen.lineWidth = 1.3;
    pen.stroke();
  };
}
