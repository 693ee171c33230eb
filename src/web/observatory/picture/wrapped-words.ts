/** Marks that say in which direction a part of a line is read. */
const directionMarks = /[\u2066-\u2069]/g;

/** Breaks words into lines of at most so many letters; a longer word has a line of its own. */
export function wrapped(words: string, letters: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  // Spaces that must not break, as before a percent sign in French, do not.
  for (const word of words.split(/[ \n]+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && longer.replaceAll(directionMarks, "").length > letters) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map(balanced);
}

/** A line that holds only one mark of a pair loses its marks: they would turn what follows. */
function balanced(line: string): string {
  const marks = line.match(directionMarks) ?? [];
  const opened = marks.filter((mark) => mark !== "\u2069").length;
  return 2 * opened === marks.length ? line : line.replaceAll(directionMarks, "");
}
