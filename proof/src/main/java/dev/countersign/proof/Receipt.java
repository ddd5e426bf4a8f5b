package dev.countersign.proof;

import dev.countersign.proof.ReceiptVerification.CheckpointRefused;
import dev.countersign.proof.ReceiptVerification.Malformed;
import dev.countersign.proof.ReceiptVerification.NotInLog;
import dev.countersign.proof.ReceiptVerification.Verified;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Proof, for whoever holds the log's public keys and nothing else, that an event is in the log.
 * Immutable and thread-safe.
 *
 * <p>Its text is a C2SP tlog-proof, whose {@code extra} line holds the base64 of one version byte
 * (1), the 32 bytes of salt and the event's canonical encoding:
 *
 * <pre>
 * c2sp.org/tlog-proof@v1
 * extra &lt;base64(0x01 || salt || event)&gt;
 * index &lt;the event's place in the log&gt;
 * &lt;base64 hash&gt;          none or more, from the leaf's sibling to the root's child
 *
 * &lt;signed checkpoint&gt;
 * </pre>
 *
 * <p>tlog-proof warns that the extra line is not authenticated by its format. Here it is by its
 * content: the leaf is computed from it, so an altered salt or event is not in the log.
 *
 * <p>NOTE: a receipt discloses its event to whoever reads it. And it says that the event was
 * logged, not that nothing later undid it.
 */
public final class Receipt {
  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";
  private static final byte EXTRA_VERSION = 1;
  private static final int LENGTH_MAX = 2 * SignedNote.LENGTH_MAX;

  private final byte[] salt;
  private final byte[] event;
  private final long index;
  private final List<Hash> path;
  private final SignedNote checkpoint;

  private Receipt(byte[] salt, byte[] event, long index, List<Hash> path, SignedNote checkpoint) {
    LogEntry.requireSalt(salt);
    this.salt = salt;
    this.event = event;
    this.index = index;
    this.path = Ranges.requirePath(path);
    this.checkpoint = checkpoint;
  }

  /**
   * A receipt from its parts; {@link #verify} tells whether they belong together.
   *
   * @param salt the 32 bytes of salt kept with the event
   * @param event the event's canonical encoding
   * @param proof its inclusion in the tree of the checkpoint
   * @param checkpoint a signed checkpoint of the proof's size
   * @throws MalformedException when the salt has another length
   */
  public static Receipt of(byte[] salt, byte[] event, InclusionProof proof, SignedNote checkpoint) {
    return new Receipt(salt.clone(), event.clone(), proof.index(), proof.path(), checkpoint);
  }

  /**
   * Reads {@link #render()}.
   *
   * @throws MalformedException when it has another form
   */
  public static Receipt parse(String text) {
    if (text.length() > LENGTH_MAX) {
      throw new MalformedException("receipt is too long");
    }
    // The first empty line parts proof and checkpoint; the checkpoint holds another.
    int blank = text.indexOf("\n\n");
    if (blank < 0) {
      throw new MalformedException("receipt without checkpoint");
    }
    List<String> lines = List.of(text.substring(0, blank).split("\n", -1));
    if (lines.size() < 3 || !lines.getFirst().equals(HEADER)) {
      throw new MalformedException("not a " + HEADER + " with extra and index lines");
    }
    ByteBuffer extra = ByteBuffer.wrap(StrictBase64.decode(after(EXTRA, lines.get(1))));
    if (extra.remaining() < 1 + LogEntry.SALT_LENGTH || extra.get() != EXTRA_VERSION) {
      throw new MalformedException("the extra line is not a salt and an event of version 1");
    }
    byte[] salt = new byte[LogEntry.SALT_LENGTH];
    extra.get(salt);
    byte[] event = new byte[extra.remaining()];
    extra.get(event);
    long index = StrictText.parseNumber(after(INDEX, lines.get(2)), "index");
    List<Hash> path = new ArrayList<>();
    lines.subList(3, lines.size()).forEach(line -> path.add(Hash.fromBase64(line)));
    return new Receipt(salt, event, index, path, SignedNote.parse(text.substring(blank + 2)));
  }

  private static String after(String prefix, String line) {
    if (!line.startsWith(prefix)) {
      throw new MalformedException("expected a line that begins with '" + prefix + "'");
    }
    return line.substring(prefix.length());
  }

  /** The text to hand out; {@link #parse} gives back an equal receipt. */
  public String render() {
    ByteBuffer extra = ByteBuffer.allocate(1 + salt.length + event.length);
    extra.put(EXTRA_VERSION).put(salt).put(event);
    StringBuilder text = new StringBuilder();
    text.append(HEADER).append('\n');
    text.append(EXTRA).append(StrictBase64.encode(extra.array())).append('\n');
    text.append(INDEX).append(index).append('\n');
    path.forEach(hash -> text.append(hash.toBase64()).append('\n'));
    return text.append('\n').append(checkpoint.render()).toString();
  }

  /** Reads and checks a receipt as text, offline. It never throws for what the text holds. */
  public static ReceiptVerification verify(String text, CheckpointVerifier verifier) {
    Receipt receipt;
    try {
      receipt = parse(text);
    } catch (MalformedException e) {
      return new Malformed(String.valueOf(e.getMessage()));
    }
    return receipt.verify(verifier);
  }

  /** Checks the receipt, offline. */
  public ReceiptVerification verify(CheckpointVerifier verifier) {
    return switch (verifier.verify(checkpoint)) {
      case CheckpointVerification.Refused(CheckpointRefusal reason, String detail) ->
          new CheckpointRefused(reason, detail);
      case CheckpointVerification.Verified verified -> verifyInclusion(verified.checkpoint());
    };
  }

  private ReceiptVerification verifyInclusion(Checkpoint trusted) {
    if (index >= trusted.size()) {
      return new NotInLog("place " + index + " lies outside a log of " + trusted.size());
    }
    InclusionProof proof = new InclusionProof(index, trusted.size(), path);
    if (!proof.verifies(LogEntry.of(salt, event).leafHash(), trusted.root())) {
      return new NotInLog("the log does not hold this event at place " + index);
    }
    return new Verified(this, trusted);
  }

  /** The event's canonical encoding, a fresh copy. */
  public byte[] event() {
    return event.clone();
  }

  /** The event's salt, a fresh copy. */
  public byte[] salt() {
    return salt.clone();
  }

  /** The event's place in the log, from 0. */
  public long index() {
    return index;
  }

  /** The signed checkpoint, verbatim. */
  public SignedNote checkpoint() {
    return checkpoint;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Receipt that && render().equals(that.render());
  }

  @Override
  public int hashCode() {
    return render().hashCode();
  }

  /** Names the place only: the event may be confidential. */
  @Override
  public String toString() {
    return "Receipt[index=" + index + "]";
  }
}
