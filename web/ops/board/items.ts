import type { Fold, Section } from './arrange';

/** One line of the list. */
export type Item =
  | { kind: 'head'; section: Section }
  | { kind: 'fold'; fold: Fold; section: string; isOpen: boolean }
  | { kind: 'row'; id: string; section: string };

/** The lines of the board in order: a fold stands where the worst of its orders would, with its orders below it if open. */
export function itemsOf(sections: readonly Section[], openFolds: ReadonlySet<string>): Item[] {
  return sections.flatMap((section): Item[] => [{ kind: 'head', section }, ...rowsOf(section, openFolds)]);
}

function rowsOf({ key: section, ids, folds }: Section, openFolds: ReadonlySet<string>): Item[] {
  if (folds.length === 0) return ids.map((id) => ({ kind: 'row', id, section }));
  const foldOf = new Map(folds.flatMap((fold) => fold.ids.map((id) => [id, fold] as const)));
  const seen = new Set<Fold>();
  return ids.flatMap((id): Item[] => {
    const fold = foldOf.get(id);
    if (!fold) return [{ kind: 'row', id, section }];
    if (seen.has(fold)) return [];
    seen.add(fold);
    const isOpen = openFolds.has(fold.key);
    const rows = isOpen ? fold.ids.map((folded): Item => ({ kind: 'row', id: folded, section })) : [];
    return [{ kind: 'fold', fold, section, isOpen }, ...rows];
  });
}

export const keyOf = (item: Item | undefined): string => {
  if (!item) return '';
  if (item.kind === 'row') return item.id;
  return item.kind === 'head' ? `head ${item.section.key}` : `fold ${item.fold.key}`;
};

/** The orders that the keys walk through: those that can be seen. */
export const idsOf = (items: readonly Item[]): string[] =>
  items.flatMap((item) => (item.kind === 'row' ? item.id : []));
