/**
 * Name of the Temporal header in which a trace travels with a message: W3C Trace Context, section 3.2
 * (`00-<trace>-<span>-<flags>`). Technical IDs only.
 */
export const TRACE_HEADER = 'traceparent';
