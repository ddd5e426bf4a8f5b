package dev.countersign.server.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Metadata and personal details as JSON. */
final class MetadataJson {
  private static final TypeReference<Map<String, @Nullable Object>> METADATA =
      new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};
  // Fractions are read exactly: 5.0 is not 5 for the canonical encoding, nor rounded to it.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  // Redaction lets no U+0000 pass, so no event was ever sealed with this name.
  private static final String NOT_A_MAP = "\0not a map";

  private MetadataJson() {}

  static String write(Map<String, ?> metadata) {
    return metadata.isEmpty() ? "{}" : JSON.writeValueAsString(metadata);
  }

  /** What the column holds; something no event can hold where that is not a map. */
  static Map<String, @Nullable Object> read(String json) {
    if ("{}".equals(json)) {
      return Map.of();
    }
    try {
      return JSON.readValue(json, METADATA);
    } catch (JacksonException notAMap) {
      return Map.of(NOT_A_MAP, json);
    }
  }

  static byte[] writeDetails(Map<String, String> details) {
    return JSON.writeValueAsBytes(details);
  }

  static Map<String, String> readDetails(byte[] json) {
    return JSON.readValue(json, DETAILS);
  }
}
