import { createContext, useContext, type ComponentType } from 'react';
import type { Field, FieldOf } from '../policy-schema';
import type { Errors } from '../read-field';

/** What a control that holds others is given: whatever draws those comes from outside, since they may hold such ones again. */
export interface ControlOf<Kind extends Field['kind']> {
  field: FieldOf<Kind>;
  path: string;
  Inner: ComponentType<{ field: Field; path: string }>;
}

/** What every field of the form knows beside what stands in it. Paths are names with dots. */
export interface PolicyFormState {
  /** What cannot be read, and what the server says of it. */
  errors: Errors;
  /** `section.field` of what differs from what is in force. */
  changed: ReadonlySet<string>;
  /** What each field is where a policy says nothing. */
  defaults: Record<string, unknown>;
  currency: string;
}

export const PolicyFormContext = createContext<PolicyFormState>({
  errors: {},
  changed: new Set(),
  defaults: {},
  currency: 'EUR',
});

/** A row that is one plain value has its control a step further in than what is said about it. */
export function useFieldError(path: string): string | undefined {
  const { errors } = useContext(PolicyFormContext);
  return errors[path] ?? errors[path.replace(/\.value$/, '')];
}
export const useIsChanged = (path: string): boolean => useContext(PolicyFormContext).changed.has(path);

/** The default at a path; undefined in rows of lists, of which only the whole has one. */
export const useDefault = (path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? (value as Record<string, unknown>)[name]
          : undefined,
      useContext(PolicyFormContext).defaults,
    );

export const useCurrency = (): string => useContext(PolicyFormContext).currency;
