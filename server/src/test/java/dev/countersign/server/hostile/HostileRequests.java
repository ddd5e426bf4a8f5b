package dev.countersign.server.hostile;

import dev.countersign.server.hostile.Endpoint.Place;
import dev.countersign.server.hostile.Endpoint.Slot;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Puts a line into a slot of an otherwise good request. */
final class HostileRequests {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final int port;
  private final String token;

  HostileRequests(int port, String token) {
    this.port = port;
    this.token = token;
  }

  /** A whole request. Header values lose nothing but line ends, which would only end the header. */
  byte[] of(Endpoint endpoint, Slot slot, byte[] line) {
    String raw = new String(line, StandardCharsets.ISO_8859_1);
    String text = new String(line, StandardCharsets.UTF_8);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    ascii(request, endpoint.method() + " " + target(endpoint, slot, raw, line) + " HTTP/1.1\r\n");
    headers(endpoint, slot, raw)
        .forEach((name, value) -> ascii(request, name + ": " + value + "\r\n"));
    byte[] body = body(endpoint, slot, line, text);
    ascii(request, "Content-Length: " + body.length + "\r\n\r\n");
    request.writeBytes(body);
    return request.toByteArray();
  }

  private static String target(Endpoint endpoint, Slot slot, String raw, byte[] line) {
    String path = endpoint.path();
    String encoded = URLEncoder.encode(raw, StandardCharsets.ISO_8859_1).replace("+", "%20");
    if (slot.place() == Place.PATH) {
      path = path.replace("{" + slot.name() + "}", encoded);
    }
    path = path.replaceAll("\\{[^}]*}", "pay_00000000000000000000000000");
    return switch (slot.place()) {
      case QUERY -> path + "?" + slot.name() + "=" + encoded;
      // As it stands, so that what no client would send arrives.
      case TARGET -> path + (line[0] == '/' ? "" : "/") + raw.replace(' ', '+');
      default -> path;
    };
  }

  private Map<String, String> headers(Endpoint endpoint, Slot slot, String raw) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", "127.0.0.1:" + port);
    headers.put("Content-Type", "application/json");
    headers.put("Idempotency-Key", "hostile-" + Integer.toHexString(raw.hashCode()));
    // Signing out for real would leave everything after it at the door, and verifying the whole log
    // for each of thousands of lines would take an hour.
    if (!endpoint.path().endsWith("/logout") && !endpoint.path().endsWith("/verification")) {
      headers.put("Authorization", "Bearer " + token);
    }
    if (slot.place() == Place.HEADER) {
      headers.put(slot.name(), slot.name().equals("Authorization") ? "Bearer " + raw : raw);
    }
    return headers;
  }

  private static byte[] body(Endpoint endpoint, Slot slot, byte[] line, String text) {
    if (slot.place() == Place.BODY) {
      return line;
    }
    if (endpoint.goodBody().isEmpty()) {
      return new byte[0];
    }
    Map<String, Object> body = new LinkedHashMap<>(endpoint.goodBody());
    if (slot.place() == Place.FIELD) {
      body.put(slot.name(), text);
    }
    return JSON.writeValueAsBytes(body);
  }

  private static void ascii(ByteArrayOutputStream request, String text) {
    request.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
