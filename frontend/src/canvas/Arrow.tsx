/** The head of an arrow, of the same size at every width of line; paths name it as their end by its id. */
export function Arrow({ id, className, inner }: { id: string; className?: string; inner?: string }) {
  return (
    <marker
      id={id}
      className={className}
      viewBox="0 0 8 8"
      refX="7"
      refY="4"
      markerWidth="8"
      markerHeight="8"
      markerUnits="userSpaceOnUse"
      orient="auto"
    >
      <path className={inner} d="M0 0 8 4 0 8z" />
    </marker>
  );
}
