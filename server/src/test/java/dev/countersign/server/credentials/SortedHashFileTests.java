package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.credentials.BreachSource.Answer;
import dev.countersign.server.platform.config.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking passwords up in a file of hashes in order. */
class SortedHashFileTests {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void findsEveryLineAndNothingElse(String lineEnd) throws IOException {
    for (int lines : List.of(1, 2, 3, 10, 2_000)) {
      TreeSet<String> hashes = new TreeSet<>();
      for (int number = 0; number < lines; number++) {
        hashes.add(RangeStandIn.sha1("leaked " + number));
      }
      SortedHashFile file = SortedHashFile.open(write(hashes, lineEnd));
      assertThat(hashes).allMatch(hash -> file.ask(hash) == Answer.LISTED);
      assertThat(IntStream.range(0, 2_000).mapToObj(n -> RangeStandIn.sha1("other " + n)))
          .allMatch(hash -> file.ask(hash) == Answer.NOT_LISTED);
    }
  }

  @Test
  void readsAFileThatEndsWithoutALineEnd() throws IOException {
    String hash = RangeStandIn.sha1("leaked");
    Path path = Files.writeString(directory.resolve("one"), hash + ":12");
    assertThat(SortedHashFile.open(path).ask(hash)).isEqualTo(Answer.LISTED);
  }

  @Test
  void seesAFileThatWasPutInItsPlace() throws IOException {
    String hash = RangeStandIn.sha1("leaked later");
    Path path = write(Collections.singleton(RangeStandIn.sha1("leaked")), "\n");
    SortedHashFile file = SortedHashFile.open(path);
    assertThat(file.ask(hash)).isEqualTo(Answer.NOT_LISTED);

    Path next = Files.writeString(directory.resolve("next"), hash + ":1\n");
    Files.move(next, path, StandardCopyOption.REPLACE_EXISTING);

    assertThat(file.ask(hash)).isEqualTo(Answer.LISTED);
  }

  @Test
  void saysThatItDoesNotKnowWhenTheFileIsGoneOrBroken() throws IOException {
    String hash = RangeStandIn.sha1("leaked");
    Path path = write(Collections.singleton(hash), "\n");
    SortedHashFile file = SortedHashFile.open(path);
    Files.writeString(path, "x".repeat(10_000));
    assertThat(file.ask(hash)).isEqualTo(Answer.UNKNOWN);
    Files.delete(path);
    assertThat(file.ask(hash)).isEqualTo(Answer.UNKNOWN);
  }

  @Test
  void refusesTheStartWithAFileOfAnotherForm() throws IOException {
    Path names = Files.writeString(directory.resolve("names"), "password\n123456\n");
    assertThatThrownBy(() -> SortedHashFile.open(names)).isInstanceOf(StartRefusedException.class);
    assertThatThrownBy(() -> SortedHashFile.open(directory.resolve("nothing")))
        .isInstanceOf(StartRefusedException.class);
  }

  @Test
  void findsEachOfManyLines() throws IOException {
    TreeSet<String> hashes = new TreeSet<>();
    for (int number = 0; number < 100_000; number++) {
      hashes.add(RangeStandIn.sha1("many " + number));
    }
    SortedHashFile file = SortedHashFile.open(write(hashes, "\n"));
    assertThat(hashes.stream().filter(hash -> hash.startsWith("0F")))
        .hasSizeGreaterThan(200)
        .allMatch(hash -> file.ask(hash) == Answer.LISTED);
  }

  private Path write(Iterable<String> hashes, String lineEnd) throws IOException {
    StringBuilder text = new StringBuilder();
    hashes.forEach(hash -> text.append(hash).append(":3").append(lineEnd));
    return Files.writeString(directory.resolve("hashes"), text);
  }
}
