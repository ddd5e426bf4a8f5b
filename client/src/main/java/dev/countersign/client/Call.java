package dev.countersign.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call to the service.
 *
 * @param body what is sent as JSON, or as it stands where it is bytes; {@code null} for no body
 * @param answer what the answer's JSON is read as; {@link Nothing} for none, bytes for a file
 * @param repeatable whether asking twice is the same as asking once
 * @param authenticated whether it goes with the access token
 * @param idempotencyKey sent as {@code Idempotency-Key}
 * @param alsoGood a status besides 2xx whose answer is a value and no failure; 0 for none
 */
record Call<T>(
    String method,
    String path,
    @Nullable Object body,
    Class<T> answer,
    boolean repeatable,
    boolean authenticated,
    @Nullable String idempotencyKey,
    Duration timeout,
    int alsoGood) {

  /** Stands for the answer of a call that has none. */
  record Nothing() {}

  static <T> Call<T> get(String path, Class<T> answer, Duration timeout) {
    return new Call<>("GET", path, null, answer, true, true, null, timeout, 0);
  }

  /** A call whose body says by itself what makes a repeat recognisable. */
  static <T> Call<T> repeatablePost(String path, Object body, Class<T> answer, Duration timeout) {
    return new Call<>("POST", path, body, answer, true, true, null, timeout, 0);
  }

  static <T> Call<T> keyedPost(
      String path, String key, @Nullable Object body, Class<T> answer, Duration timeout) {
    return new Call<>("POST", path, body, answer, true, true, key, timeout, 0);
  }

  /** A call that is sent once. */
  static <T> Call<T> post(String path, @Nullable Object body, Class<T> answer, Duration timeout) {
    return new Call<>("POST", path, body, answer, false, true, null, timeout, 0);
  }

  /** A change that is sent once. */
  static <T> Call<T> patch(String path, Object body, Class<T> answer, Duration timeout) {
    return new Call<>("PATCH", path, body, answer, false, true, null, timeout, 0);
  }

  /** Puts something in the place of what was there; twice is as once. */
  static <T> Call<T> put(String path, Object body, Class<T> answer, Duration timeout) {
    return new Call<>("PUT", path, body, answer, true, true, null, timeout, 0);
  }

  /** A removal, which is sent once: the second would find nothing. */
  static <T> Call<T> delete(String path, Class<T> answer, Duration timeout) {
    return new Call<>("DELETE", path, null, answer, false, true, null, timeout, 0);
  }

  /** A text as one part of a path. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The parameters of one page of a list. */
  static String page(@Nullable String cursor, int limit) {
    return "?limit=" + limit + (cursor == null ? "" : "&cursor=" + segment(cursor));
  }

  Call<T> anonymous() {
    return new Call<>(
        method, path, body, answer, repeatable, false, idempotencyKey, timeout, alsoGood);
  }

  /** A question to which "unavailable" is an answer; asked once, without a token. */
  static <T> Call<T> health(String path, Class<T> answer, Duration timeout) {
    return new Call<>("GET", path, null, answer, false, false, null, timeout, 503);
  }
}
