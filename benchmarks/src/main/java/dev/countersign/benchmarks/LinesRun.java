package dev.countersign.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.stream.IntStream;

/**
 * A batch of very many lines from a client that sends them all before it reads an answer, as the
 * JDK's own does: how fast, how many were paid, and what memory the service took meanwhile.
 *
 * <pre>java -cp … dev.countersign.benchmarks.LinesRun [lines]</pre>
 */
final class LinesRun {
  private static final int BLOCK = 1_000;

  private LinesRun() {}

  static void main(String[] arguments) throws IOException, InterruptedException {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    Path directory = Files.createTempDirectory("countersign-lines");
    try (ServiceProcess service = ServiceProcess.start(directory, Payers.SETTINGS)) {
      Payers payers = Payers.register(service, 2);
      int few = Math.min(count, 10 * BLOCK);
      payers.lines(few, BodyPublishers.ofInputStream(() -> lines(few)));
      payers.lines(count, BodyPublishers.ofInputStream(() -> lines(count)));
    }
  }

  private static InputStream lines(int count) {
    byte[] block =
        "{\"recipient\":\"person1@example.com\",\"amount\":\"0.01\",\"currency\":\"USD\"}\n"
            .repeat(BLOCK)
            .getBytes(StandardCharsets.UTF_8);
    Enumeration<InputStream> blocks =
        Collections.enumeration(
            IntStream.range(0, count / BLOCK)
                .mapToObj(index -> (InputStream) new ByteArrayInputStream(block))
                .toList());
    return new SequenceInputStream(blocks);
  }
}
