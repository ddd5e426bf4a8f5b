package dev.countersign.server.factors;

import dev.countersign.api.PasskeyCredential;
import dev.countersign.server.webauthn.Assertion;
import dev.countersign.server.webauthn.Attestation;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a browser passed on from an authenticator. What cannot be read is empty. */
@Component
final class PasskeyReading {
  /** Characters; far above what authenticators send. */
  static final int TEXT_MAX = 32 * 1024;

  private static final int TRANSPORTS_MAX = 10;
  private static final Pattern TRANSPORT = Pattern.compile("[a-z-]{1,20}");
  private static final String TYPE = "public-key";

  private final JsonMapper json;

  PasskeyReading(JsonMapper json) {
    this.json = json;
  }

  /** The text that a challenge is answered with. */
  String text(PasskeyCredential credential) {
    return json.writeValueAsString(credential);
  }

  Optional<PasskeyCredential> credential(String text) {
    if (text.length() > TEXT_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(json.readValue(text, PasskeyCredential.class))
          .filter(credential -> credential.id() != null);
    } catch (JacksonException unreadable) {
      return Optional.empty();
    }
  }

  static Optional<byte[]> clientData(PasskeyCredential credential) {
    return response(credential).flatMap(response -> bytes(response.clientDataJSON()));
  }

  static Optional<Attestation> attestation(PasskeyCredential credential) {
    return response(credential)
        .flatMap(response ->
            bytes(response.attestationObject())
                .flatMap(object ->
                    bytes(response.clientDataJSON())
                        .map(client ->
                            new Attestation(object, client, transports(response.transports())))));
  }

  static Optional<Assertion> assertion(PasskeyCredential credential) {
    Optional<PasskeyCredential.Response> response = response(credential);
    Optional<byte[]> id = bytes(credential.id());
    Optional<byte[]> data = response.flatMap(answer -> bytes(answer.authenticatorData()));
    Optional<byte[]> client = response.flatMap(answer -> bytes(answer.clientDataJSON()));
    Optional<byte[]> signature = response.flatMap(answer -> bytes(answer.signature()));
    if (id.isEmpty() || data.isEmpty() || client.isEmpty() || signature.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Assertion(
            id.get(),
            data.get(),
            client.get(),
            signature.get(),
            response.flatMap(answer -> bytes(answer.userHandle())).orElse(null)));
  }

  private static Optional<PasskeyCredential.Response> response(PasskeyCredential credential) {
    return Optional.ofNullable(credential.response())
        .filter(_ -> credential.type() == null || TYPE.equals(credential.type()));
  }

  private static Optional<byte[]> bytes(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > TEXT_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  // They are only handed back to browsers, which know which of them mean anything.
  private static Set<String> transports(@Nullable List<String> given) {
    return given == null
        ? Set.of()
        : given.stream()
            .filter(name -> TRANSPORT.matcher(name).matches())
            .limit(TRANSPORTS_MAX)
            .collect(Collectors.toSet());
  }
}
