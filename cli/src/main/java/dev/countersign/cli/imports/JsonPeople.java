package dev.countersign.cli.imports;

import dev.countersign.api.UserImport;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** People as JSON objects, one a line. A field that is not known is a fault and not passed over. */
final class JsonPeople {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private JsonPeople() {}

  static void read(BufferedReader reader, Consumer<ImportLine> work) throws IOException {
    int number = 1;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (!line.isBlank()) {
        work.accept(line(number, line));
      }
      number++;
    }
  }

  // What the parser says of a fault may repeat parts of the line.
  private static ImportLine line(int number, String text) {
    @Nullable UserImport user;
    try {
      user = MAPPER.readValue(text, UserImport.class);
    } catch (JacksonException unreadable) {
      return ImportLine.faulty(
          number,
          "This is no JSON object with email, username, external_id, password_hash,"
              + " email_verified and must_change_password at most.");
    }
    return user == null
        ? ImportLine.faulty(number, "There is nothing on this line.")
        : ImportLine.of(number, user);
  }
}
