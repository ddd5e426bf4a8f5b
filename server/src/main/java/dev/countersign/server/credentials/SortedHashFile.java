package dev.countersign.server.credentials;

import dev.countersign.server.platform.config.StartRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Breached passwords in a file of lines {@code SHA-1:COUNT}, sorted by hash, as they are published.
 * A look-up reads some thirty places of the file, however large it is, and keeps nothing of it in
 * memory. The file is opened for each look-up, so it can be replaced by renaming another onto it.
 */
final class SortedHashFile implements BreachSource {
  private static final Logger LOG = LoggerFactory.getLogger(SortedHashFile.class);
  private static final int HASH_LENGTH = 40;
  // A hash, a colon, a count and an end of line take less than half of it, so that a whole line is
  // in sight from wherever in a line one begins.
  private static final int WINDOW = 256;
  private static final Pattern LINE = Pattern.compile("[0-9A-Fa-f]{40}:\\d{1,19}");

  private final Path file;

  private SortedHashFile(Path file) {
    this.file = file;
  }

  /** Refuses the start where the file cannot be read or is of another form. */
  static SortedHashFile open(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      String first = lineFrom(channel, 0);
      if (!LINE.matcher(first).matches()) {
        throw new StartRefusedException(
            "COUNTERSIGN_PASSWORDS_BREACH_FILE does not begin with a line HASH:COUNT of a SHA-1"
                + " hash. Name the file that is ordered by hash.");
      }
      return new SortedHashFile(file);
    } catch (IOException unreadable) {
      throw new StartRefusedException(
          "COUNTERSIGN_PASSWORDS_BREACH_FILE cannot be read: " + file, unreadable);
    }
  }

  @Override
  public Answer ask(String sha1) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return contains(channel, sha1) ? Answer.LISTED : Answer.NOT_LISTED;
    } catch (IOException unreadable) {
      LOG.warn("The file of breached passwords cannot be read.", unreadable);
      return Answer.UNKNOWN;
    }
  }

  // The line sought, if there is one, begins in [low, high) at all times.
  private static boolean contains(FileChannel channel, String sha1) throws IOException {
    long low = 0;
    long high = channel.size();
    while (low < high) {
      long middle = low + (high - low) / 2;
      long start = lineStart(channel, low, middle);
      String line = lineFrom(channel, start);
      if (line.length() < HASH_LENGTH) {
        throw new IOException("a line is too short at byte " + start);
      }
      int order = line.substring(0, HASH_LENGTH).toUpperCase(Locale.ROOT).compareTo(sha1);
      if (order == 0) {
        return !line.endsWith(":0");
      }
      if (order < 0) {
        low = nextLine(channel, start);
      } else {
        high = start;
      }
    }
    return false;
  }

  /** Where the line begins that a place lies in; lines begin at {@code low}, and none after. */
  private static long lineStart(FileChannel channel, long low, long place) throws IOException {
    long from = Math.max(low, place - WINDOW / 2);
    String before = read(channel, from, (int) (place - from));
    int end = before.lastIndexOf('\n');
    if (end < 0 && from > low) {
      throw new IOException("a line is too long before byte " + place);
    }
    return end < 0 ? low : from + end + 1;
  }

  private static long nextLine(FileChannel channel, long start) throws IOException {
    int end = read(channel, start, WINDOW).indexOf('\n');
    return end < 0 ? channel.size() : start + end + 1;
  }

  private static String lineFrom(FileChannel channel, long start) throws IOException {
    String window = read(channel, start, WINDOW);
    int end = window.indexOf('\n');
    return (end < 0 ? window : window.substring(0, end)).strip();
  }

  private static String read(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
      // A read may bring less than was asked for.
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
  }
}
