const PATHS = {
  hand: "M6 8V4.2a1.2 1.2 0 0 1 2.4 0V7m0-3.6a1.2 1.2 0 0 1 2.4 0V7m0-2.4a1.2 1.2 0 0 1 2.4 0v4.6a4.8 4.8 0 0 1-4.8 4.8c-2 0-3.2-.9-4.2-2.6L2.6 9.2a1.2 1.2 0 0 1 2-1.3L6 9.6",
  marquee: "M2.5 4.5v-2h2M6.5 2.5h3M11.5 2.5h2v2M13.5 6.5v3M13.5 11.5v2h-2M9.5 13.5h-3M4.5 13.5h-2v-2M2.5 9.5v-3",
  grid: "M2.5 2.5h11v11h-11zM2.5 6.2h11M2.5 9.8h11M6.2 2.5v11M9.8 2.5v11",
  snap: "M8 1.5v13M2.5 4h4v3h-4zM9.5 9h4v3h-4z",
  chevron: "M4 6l4 4 4-4",
  region: "M4 14V2.5M4 3h8.5l-2 2.8 2 2.7H4",
} as const;

export type GlyphName = keyof typeof PATHS;

/** A small sign of the tools, drawn in the colour of the text. The button that holds it says what it means. */
export function Glyph({ name }: { name: GlyphName }) {
  return (
    <svg className="tool-glyph" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
