package dev.countersign.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.api.UserImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as other systems and spreadsheets write them. */
class ImportFileTests {
  @TempDir private Path directory;

  @Test
  void readsEveryColumnByItsName() throws IOException {
    assertThat(
            csv(
                """
                Username,email,password_hash,email_verified,must_change_password,external_id
                ada,ada@example.org,"$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$x",TRUE,0,crm-7
                """))
        .containsExactly(
            ImportLine.of(
                2,
                new UserImport(
                    "ada@example.org",
                    "ada",
                    "crm-7",
                    "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$x",
                    true,
                    false)));
  }

  @Test
  void takesAnEmptyCellForNone() throws IOException {
    assertThat(csv("email,username,email_verified\nada@example.org,,\n"))
        .containsExactly(ImportLine.of(2, person("ada@example.org", null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void countsLinesWhateverEndsThem(String end) throws IOException {
    String text =
        String.join(end, "\ufeffemail,username", "a@example.org,\"a\"", "", "b@example.org,\"b\"");
    assertThat(csv(text))
        .containsExactly(
            ImportLine.of(2, person("a@example.org", "a")),
            ImportLine.of(4, person("b@example.org", "b")));
  }

  @Test
  void readsQuotesAndLineEndsWithinQuotes() throws IOException {
    List<ImportLine> lines =
        csv("email,username\na@example.org,\"say \"\"a\"\",\n then\"\nb@example.org,b\n");
    assertThat(lines)
        .containsExactly(
            ImportLine.of(2, person("a@example.org", "say \"a\",\n then")),
            ImportLine.of(4, person("b@example.org", "b")));
  }

  @Test
  void tellsFaultyLinesAndGoesOn() throws IOException {
    List<ImportLine> lines =
        csv(
            """
            email,username,email_verified
            a@example.org,a
            b@example.org,"b"x,
            c@example.org,c"c,
            d@example.org,d,maybe
            e@example.org,e,1
            f@example.org,"never closed
            """);
    assertThat(lines).extracting(ImportLine::line).containsExactly(2, 3, 4, 5, 6, 7);
    assertThat(lines.stream().filter(line -> line.content() instanceof ImportLine.Content.Person))
        .extracting(ImportLine::line)
        .containsExactly(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ada@example.org,ada\n", "username\nada\n", "email,email\n", "email,phone\n"})
  void wantsAHeaderThatItKnows(String text) {
    assertThatThrownBy(() -> csv(text))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("first line");
  }

  @Test
  void readsJsonByTheLine() throws IOException {
    List<ImportLine> lines =
        read(
            "people.ndjson",
            """
            {"email":"a@example.org","username":"a","email_verified":true}

            {"email":"b@example.org","pasword_hash":"x"}
            not json
            null
            {"email":"c@example.org"}
            """);
    assertThat(lines).extracting(ImportLine::line).containsExactly(1, 3, 4, 5, 6);
    assertThat(lines.getFirst().content())
        .isEqualTo(
            new ImportLine.Content.Person(
                new UserImport("a@example.org", "a", null, null, true, null)));
    assertThat(lines.get(1).content()).isInstanceOf(ImportLine.Content.Faulty.class);
    assertThat(lines.getLast()).isEqualTo(ImportLine.of(6, person("c@example.org", null)));
  }

  @Test
  void neverRepeatsWhatALineHolds() throws IOException {
    assertThat(read("people.jsonl", "{\"email\":\"secret@example.org\",\"x\":\"hunter2\"}\n"))
        .allSatisfy(line -> assertThat(line.toString()).doesNotContain("secret", "hunter2"));
    assertThat(person("secret@example.org", "secret")).asString().doesNotContain("secret");
  }

  @Test
  void knowsTheFormatByTheName() {
    assertThat(ImportFile.Format.of(Path.of("a.CSV"))).isEqualTo(ImportFile.Format.CSV);
    assertThat(ImportFile.Format.of(Path.of("a.jsonl"))).isEqualTo(ImportFile.Format.NDJSON);
    assertThatThrownBy(() -> ImportFile.Format.of(Path.of("a.txt")))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("--format");
  }

  private static UserImport person(String email, @Nullable String name) {
    return new UserImport(email, name, null, null, null, null);
  }

  private List<ImportLine> csv(String text) throws IOException {
    return read("people.csv", text);
  }

  private List<ImportLine> read(String name, String text) throws IOException {
    Path path = Files.writeString(directory.resolve(name), text);
    ImportFile file = new ImportFile(path, ImportFile.Format.of(path));
    List<ImportLine> lines = new ArrayList<>();
    file.forEach(lines::add);
    assertThat(file.count()).isEqualTo(lines.size());
    return lines;
  }
}
