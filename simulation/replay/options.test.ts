import { parseOptions, UsageError } from './options';

describe('parseOptions', () => {
  it('reads everything', () => {
    const typed = 'day --from 480 --to 600 --speed 30 --seed 4 --json out.json'.split(' ');
    expect(parseOptions(typed)).toEqual({
      dayFolder: 'day',
      from: 480,
      to: 600,
      speed: 30,
      seed: 4,
      jsonFile: 'out.json',
    });
  });

  it('plays the whole day when told nothing', () => {
    expect(parseOptions(['day'])).toMatchObject({ from: 0, to: null, speed: 10, seed: 1, jsonFile: null });
  });

  it.each([
    ['', /name one day folder/],
    ['day other', /name one day folder/],
    ['day --from 600 --to 480', /--to must be a number from 601/],
    ['day --speed fast', /--speed must be a number/],
    ['day --speed 0', /--speed must be a number from 0.1/],
    ['day --sped 3', /usage:/],
  ])('refuses "%s"', (typed, message) => {
    const parse = (): unknown => parseOptions(typed.split(' ').filter(Boolean));
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(message);
  });
});
