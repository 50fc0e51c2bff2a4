/**
 * The draws behind every forecast. Latin hypercube: each dimension visits each of DRAWS equal strata once, in its own
 * fixed shuffle (McKay, Beckman & Conover, Technometrics 21, 1979), so that few draws suffice and the same question
 * always gets the same answer.
 */
export const DRAWS = 200;
const DIMENSIONS = 24;
const SEED = 0x5eed;

const table = Array.from({ length: DIMENSIONS }, (_, dimension) => shuffledStrata(SEED + dimension));

/** Levels between 0 and 1, one per draw, of the nth uncertain thing of a forecast. */
export const levelsOf = (dimension: number): Float64Array => table[dimension % DIMENSIONS]!;

function shuffledStrata(seed: number): Float64Array {
  const strata = Float64Array.from({ length: DRAWS }, (_, i) => (i + 0.5) / DRAWS);
  let state = seed;
  for (let i = DRAWS - 1; i > 0; i -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const j = Math.floor((state / 4_294_967_296) * (i + 1));
    [strata[i], strata[j]] = [strata[j]!, strata[i]!];
  }
  return strata;
}
