package dev.countersign.server.reconciliation;

import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.LineId;
import dev.countersign.server.reconciliation.OutsideStatement.Line;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a file's lines known again: of lines that say the same, the first of one file is the first
 * of another that covers the same days.
 */
final class FreshLines {
  private FreshLines() {}

  static List<FreshLine> of(OutsideStatement file, IdGenerator ids) {
    Map<List<Object>, Integer> seen = new HashMap<>();
    List<FreshLine> fresh = new ArrayList<>();
    for (Line line : file.lines()) {
      List<Object> said =
          List.of(
              line.date(),
              line.amountMinor(),
              String.valueOf(line.reference()),
              String.valueOf(line.counterparty()),
              String.valueOf(line.details()));
      int occurrence = seen.merge(said, 1, Integer::sum);
      fresh.add(new FreshLine(new LineId(ids.next()), line, digest(said + "#" + occurrence)));
    }
    return fresh;
  }

  static List<byte[]> digests(Collection<FreshLine> lines) {
    return lines.stream().map(FreshLine::digest).toList();
  }

  static Set<String> texts(Collection<byte[]> digests) {
    return digests.stream().map(HexFormat.of()::formatHex).collect(Collectors.toSet());
  }

  static byte[] digest(String text) {
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
