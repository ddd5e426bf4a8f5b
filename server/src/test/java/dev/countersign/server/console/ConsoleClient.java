package dev.countersign.server.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser of the plainest kind: it keeps cookies and sends forms, and follows nothing. */
final class ConsoleClient {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final CookieManager cookies = new CookieManager();
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final URI base;

  ConsoleClient(int port) {
    this.base = URI.create("http://localhost:" + port);
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(base.resolve(path)).GET().build());
  }

  /** Sends a form with the token that a page of the same browser holds. */
  HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
    return submitWith(formToken(page), action, fields);
  }

  HttpResponse<String> submitWith(String token, String action, Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("_csrf", token);
    return send(form(action, all).build());
  }

  /** The token in the forms of a page. */
  String formToken(String page) {
    Matcher token = TOKEN.matcher(get(page).body());
    if (!token.find()) {
      throw new AssertionError("no form at " + page);
    }
    return token.group(1);
  }

  /** A form as somebody would send it who has seen no page. */
  HttpRequest.Builder form(String action, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(base.resolve(action))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  HttpResponse<String> signIn(String who, String password) {
    return submit("/console/sign-in", "/console/sign-in", Map.of("who", who, "password", password));
  }

  HttpResponse<String> signOut() {
    return submit("/console/you/sessions", "/console/sign-out", Map.of());
  }

  /** Keeps a cookie that somebody else was given, or that was taken back. */
  void keep(HttpCookie cookie) {
    cookies.getCookieStore().add(base, cookie);
  }

  List<HttpCookie> cookies() {
    return cookies.getCookieStore().getCookies();
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new AssertionError("no answer to " + request, failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted during " + request, stopped);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
