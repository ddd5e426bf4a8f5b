package dev.countersign.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with signature lines under it: C2SP signed-note. Immutable and thread-safe.
 *
 * <p>NOTE: a parsed note is only well formed. Its text MUST be ignored until a signature of a
 * trusted key over it is verified; for checkpoints {@link CheckpointVerifier} does so.
 *
 * @param text the signed text with its last newline
 * @param signatures one to 100 signature lines, in order
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  /** The most characters of a note that is read, as in Go's implementation. */
  static final int LENGTH_MAX = 1_000_000;

  private static final int SIGNATURES_MAX = 100;

  /**
   * Checks the form.
   *
   * @throws MalformedException when the text does not end in a newline or holds a control
   *     character, or there are no or too many signatures
   */
  public SignedNote {
    StrictText.requireNoteText(text);
    if (!text.endsWith("\n")) {
      throw new MalformedException("note text does not end in a newline");
    }
    if (signatures.isEmpty() || signatures.size() > SIGNATURES_MAX) {
      throw new MalformedException("a note has 1 to 100 signatures, not " + signatures.size());
    }
    signatures = List.copyOf(signatures);
  }

  /**
   * Reads a note.
   *
   * @throws MalformedException when it does not have the form of the specification, or is longer
   *     than a million characters
   */
  public static SignedNote parse(String note) {
    if (note.length() > LENGTH_MAX) {
      throw new MalformedException("note is too long");
    }
    StrictText.requireNoteText(note);
    // The text may hold empty lines: the last one of the note parts text and signatures.
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0 || !note.endsWith("\n") || blank + 2 == note.length()) {
      throw new MalformedException("note without signatures");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : note.substring(blank + 2, note.length() - 1).split("\n", -1)) {
      signatures.add(NoteSignature.parseLine(line));
    }
    return new SignedNote(note.substring(0, blank + 1), signatures);
  }

  /** The note as it is stored and served; {@link #parse} gives back an equal note. */
  public String render() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()).append('\n'));
    return note.toString();
  }
}
