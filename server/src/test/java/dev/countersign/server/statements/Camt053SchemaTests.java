package dev.countersign.server.statements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.testing.Camt053Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements in camt.053 are valid by the published schema, whatever people are called. */
class Camt053SchemaTests {
  @Test
  void areValidByTheirSchema() throws Exception {
    Camt053Schema.validate(written("Tenant", "Ann", 3, "Ben", "invoice 7"));
    Camt053Schema.validate(written("Tenant", null, 3, null, null));
    Camt053Schema.validate(written("", "Ann", 0, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</Nm><Nm>",
        "]]>",
        "&amp;&#0;\"'",
        "\u202Eesrever",
        "محمد عبد الله",
        "王小明",
        "😀👨‍👩‍👧‍👦",
        "a\u0000b",
        "a\u0001\u001F\u007Fb",
        "a\uFFFE\uFFFFb",
        "a\uD800b",
        "\uDC00",
        "tab\tline\nend",
        "   ",
      })
  void standWhateverPeopleAreCalled(String name) throws Exception {
    Camt053Schema.validate(written(name, name, 2, name, name));
    String longer = name.repeat(200);
    byte[] written = written(longer, longer, 2, longer, longer);
    Camt053Schema.validate(written);
    assertThat(new String(written, StandardCharsets.UTF_8)).doesNotContain("\uFFFE");
  }

  private static byte[] written(
      String issuer,
      @Nullable String holder,
      int lines,
      @Nullable String counterparty,
      @Nullable String reference)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Camt053.write(Drafts.statement(issuer, holder, lines, counterparty, reference), out);
    return out.toByteArray();
  }
}
