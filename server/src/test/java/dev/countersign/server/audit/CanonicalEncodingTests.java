package dev.countersign.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanonicalEncodingTests {
  private static final UUID ID = UUID.fromString("01932d6e-0000-7000-8000-000000000001");
  private static final Instant TIME = Instant.parse("2026-11-20T10:15:30.123456Z");

  @Test
  void isTheSameForMetadataInAnyOrder() {
    Map<String, Object> forth = new LinkedHashMap<>();
    forth.put("a", 1);
    forth.put("b", List.of("x", true));
    Map<String, Object> back = new LinkedHashMap<>();
    back.put("b", List.of("x", true));
    back.put("a", 1L);

    assertThat(encode("t", "i", forth)).isEqualTo(encode("t", "i", back));
  }

  @Test
  void isTheSameAfterMetadataWasStoredAsJson() {
    Map<String, Object> metadata =
        Map.of(
            "text",
            "naïve \ud83d\ude00",
            "number",
            Long.MIN_VALUE,
            "large",
            new BigInteger("123456789012345678901234567890"),
            "nested",
            List.of(Map.of("deep", List.of()), false));

    Map<String, ?> stored = MetadataJson.read(MetadataJson.write(metadata));

    assertThat(encode("t", "i", stored)).isEqualTo(encode("t", "i", metadata));
  }

  @Test
  void differsWhereverEventsDiffer() {
    List<Bytes> encodings = new ArrayList<>();
    encodings.add(encode("ab", "c", Map.of()));
    encodings.add(encode("a", "bc", Map.of()));
    encodings.add(encode("", "abc", Map.of()));
    encodings.add(encode(null, "abc", Map.of()));
    encodings.add(encode(null, "abc", Map.of("n", 1)));
    encodings.add(encode(null, "abc", Map.of("n", "1")));
    encodings.add(encode(null, "abc", Map.of("n", new BigDecimal("1"))));
    encodings.add(encode(null, "abc", Map.of("n", new BigDecimal("1.0"))));
    encodings.add(encode(null, "abc", Map.of("n", List.of(1))));
    encodings.add(encode(null, "abc", Map.of("n", List.of(List.of(), 1))));
    encodings.add(encode(null, "abc", Map.of("n", List.of(List.of(1)))));
    encodings.add(encode(null, "abc", MetadataJson.read("{\"n\":null}")));
    encodings.add(encode(null, "abc", MetadataJson.read("[\"n\"]")));

    assertThat(encodings).doesNotHaveDuplicates();
  }

  private static Bytes encode(@Nullable String targetType, String target, Map<String, ?> data) {
    return CanonicalEncoding.of(
        new StoredEvent(
            ID,
            ID,
            "payment.completed",
            "info",
            TIME,
            "system",
            null,
            targetType,
            target,
            null,
            null,
            data,
            null,
            null));
  }
}
