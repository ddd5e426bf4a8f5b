package dev.countersign.server.signin;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.apikeys.ApiKeyCheck;
import dev.countersign.server.platform.secret.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What a request shows: a bearer token (RFC 6750 §2.1), a key as bearer token or in a header of its
 * own, or both.
 *
 * @param fault why it is not even looked at
 */
record Presented(@Nullable Secret token, @Nullable Secret key, @Nullable ErrorCode fault) {
  static final String KEY_HEADER = "X-API-Key";

  private static final String BEARER = "bearer";

  static Presented of(HttpServletRequest request) {
    List<String> authorization = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
    List<String> keys = Collections.list(request.getHeaders(KEY_HEADER));
    if (authorization.size() > 1) {
      return new Presented(null, null, ErrorCode.INVALID_TOKEN);
    }
    if (keys.size() > 1) {
      return new Presented(null, null, ErrorCode.INVALID_API_KEY);
    }
    Secret bearer = authorization.stream().findFirst().flatMap(Presented::bearer).orElse(null);
    Secret key = keys.stream().findFirst().map(text -> Secret.of(text.strip())).orElse(null);
    if (bearer == null || !ApiKeyCheck.isMeant(bearer.reveal())) {
      return new Presented(bearer, key, null);
    }
    return key == null || key.equals(bearer)
        ? new Presented(null, bearer, null)
        : new Presented(null, null, ErrorCode.CREDENTIALS_DISAGREE);
  }

  // Another scheme is no bad token but none. This runs for every request, so no regular expression.
  private static Optional<Secret> bearer(String header) {
    String shown = header.strip();
    int end = BEARER.length();
    if (!shown.regionMatches(true, 0, BEARER, 0, end)) {
      return Optional.empty();
    }
    if (shown.length() == end) {
      return Optional.of(Secret.of(""));
    }
    int start = end;
    while (shown.charAt(start) == ' ') {
      start++;
    }
    return start == end ? Optional.empty() : Optional.of(Secret.of(shown.substring(start)));
  }
}
