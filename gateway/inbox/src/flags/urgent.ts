const urgentKinds: unknown[] = ['worrying_words', 'by_hand'];

// Whether flags of this kind make a conversation urgent.
export const isUrgent = (kind: unknown) => urgentKinds.includes(kind);
