export function Logo() {
  return (
    <svg
      width="22"
      height="22"
      viewBox="0 0 22 22"
      fill="none"
      stroke="var(--accent)"
      strokeWidth="2.2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <circle cx="4" cy="17" r="2.4" />
      <path d="M6.6 16C12 14 8 8 13.6 6" />
      <circle cx="17.4" cy="5" r="2.4" fill="var(--accent)" />
    </svg>
  );
}
