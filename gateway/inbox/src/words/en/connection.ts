// Whether the service is in reach.
export const connection = {
  lost: 'Connecting again … What you write is kept.',
  offline: 'You are offline. What you write is kept and sent when you are back.',
  unreachable: 'Warmline does not answer',
  unreachableLead: 'We keep trying. Nothing that you wrote is lost.',
} as const;
