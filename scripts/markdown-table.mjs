/**
 * A table in Markdown, its columns not aligned.
 * @param {string[]} head @param {string[][]} rows
 */
export function markdownTable(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
