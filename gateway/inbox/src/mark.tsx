// The sign of the house: a word, kept warm.
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="#b4532a" />
      <path
        d="M8 12.5A4.5 4.5 0 0 1 12.5 8h7a4.5 4.5 0 0 1 4.5 4.5v3a4.5 4.5 0 0 1-4.5 4.5H16l-4.6 3.8c-.5.4-1.1 0-1-.6l.5-3.4A4.5 4.5 0 0 1 8 15.5z"
        fill="#fff4ea"
      />
      <path
        d="M12.3 13.9c1.2-1.3 2.5-1.3 3.7 0s2.5 1.3 3.7 0"
        fill="none"
        stroke="#b4532a"
        strokeWidth="1.7"
        strokeLinecap="round"
      />
    </svg>
  );
}
