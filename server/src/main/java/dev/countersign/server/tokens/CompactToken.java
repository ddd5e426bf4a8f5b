package dev.countersign.server.tokens;

import com.nimbusds.jose.util.Base64URL;
import dev.countersign.server.tokens.TokenCheck.Reason;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The outside of a token, read so that there is one spelling of it and nothing in the header that
 * could choose a key or a rule: RFC 8725 §3. What is not needed is refused, not ignored: {@code
 * jwk}, {@code jku}, {@code x5u}, {@code x5c}, {@code crit}, {@code b64} and whatever comes next.
 *
 * @param signingInput what was signed: both parts and their dot
 */
record CompactToken(
    String algorithm,
    String type,
    String keyId,
    ObjectNode payload,
    String signingInput,
    Base64URL signature) {

  static final int CHARACTERS_MAX = 4096;

  private static final Set<String> HEADER_NAMES = Set.of("alg", "typ", "kid");
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(4)
                          .maxNumberLength(20)
                          .maxDocumentLength(CHARACTERS_MAX)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** A token or the reason why it is none. */
  sealed interface Reading {
    record Read(CompactToken token) implements Reading {}

    record Unreadable(Reason reason) implements Reading {}
  }

  static Reading read(String text) {
    if (text.length() > CHARACTERS_MAX) {
      return new Reading.Unreadable(Reason.MALFORMED);
    }
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (first < 1 || second < 0 || text.indexOf('.', second + 1) >= 0) {
      return new Reading.Unreadable(Reason.MALFORMED);
    }
    Optional<ObjectNode> header = decode(text.substring(0, first)).flatMap(CompactToken::object);
    Optional<ObjectNode> payload =
        decode(text.substring(first + 1, second)).flatMap(CompactToken::object);
    String signature = text.substring(second + 1);
    if (header.isEmpty() || payload.isEmpty() || decode(signature).isEmpty()) {
      return new Reading.Unreadable(Reason.MALFORMED);
    }
    String input = text.substring(0, second);
    return assemble(header.get(), payload.get(), input, new Base64URL(signature));
  }

  private static Reading assemble(
      ObjectNode header, ObjectNode payload, String signingInput, Base64URL signature) {
    boolean plain =
        Set.copyOf(header.propertyNames()).equals(HEADER_NAMES)
            && header.values().stream().allMatch(JsonNode::isString);
    if (!plain) {
      return new Reading.Unreadable(Reason.HOSTILE_HEADER);
    }
    return new Reading.Read(
        new CompactToken(
            header.path("alg").stringValue(),
            header.path("typ").stringValue(),
            header.path("kid").stringValue(),
            payload,
            signingInput,
            signature));
  }

  // Java's decoder lets padding and stray low bits pass; encoding again shows them.
  private static Optional<byte[]> decode(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      boolean canonical =
          bytes.length > 0
              && Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
      return canonical ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static Optional<ObjectNode> object(byte[] json) {
    try {
      return JSON.readTree(json) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }
}
