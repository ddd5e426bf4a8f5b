package dev.countersign.server.statements;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

/**
 * Statements in camt.053 have the elements, the order and the types of the message's schema,
 * whatever people are called. {@code -Dcamt053.xsd=FILE} holds them against another copy of it.
 */
class Camt053SchemaTests {
  private static final String AS_WRITTEN = "/statements/camt.053.001.08-as-written.xsd";

  private final Schema schema = schema();

  @Test
  void haveTheFormOfTheirSchema() throws Exception {
    validate(written("Tenant", "Ann", 3, "Ben", "invoice 7"));
    validate(written("Tenant", null, 3, null, null));
    validate(written("", "Ann", 0, null, null));
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
    validate(written(name, name, 2, name, name));
    String longer = name.repeat(200);
    String text = validate(written(longer, longer, 2, longer, longer));
    assertThat(text).doesNotContain("\uFFFE");
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

  private String validate(byte[] written) throws SAXException, IOException {
    Validator validator = schema.newValidator();
    validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    validator.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    validator.validate(new StreamSource(new ByteArrayInputStream(written)));
    return new String(written, StandardCharsets.UTF_8);
  }

  private static Schema schema() {
    String copy = System.getProperty("camt053.xsd");
    try {
      SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
      return factory.newSchema(
          copy == null
              ? new StreamSource(
                  Objects.requireNonNull(Camt053SchemaTests.class.getResourceAsStream(AS_WRITTEN)))
              : new StreamSource("file:" + copy));
    } catch (SAXException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
