package dev.countersign.server.sessions;

import dev.countersign.server.sessions.Device.Form;
import dev.countersign.server.sessions.Device.Kind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the family of browser and system out of a user agent. Browsers name each other in there, so
 * the order decides: whoever builds on another comes before it.
 */
final class UserAgents {
  private static final int NAME_MAX = 40;
  private static final Map<String, String> BROWSERS =
      ordered(
          "Edg/", "Edge",
          "EdgA/", "Edge",
          "EdgiOS/", "Edge",
          "OPR/", "Opera",
          "OPiOS/", "Opera",
          "SamsungBrowser/", "Samsung Internet",
          "Vivaldi/", "Vivaldi",
          "YaBrowser/", "Yandex Browser",
          "DuckDuckGo/", "DuckDuckGo",
          "FxiOS/", "Firefox",
          "Firefox/", "Firefox",
          "CriOS/", "Chrome",
          "Chrome/", "Chrome",
          "Safari/", "Safari");
  private static final Map<String, String> SYSTEMS =
      ordered(
          "Windows", "Windows",
          "iPhone", "iOS",
          "iPad", "iOS",
          "iPod", "iOS",
          "Android", "Android",
          "CrOS", "ChromeOS",
          "Macintosh", "macOS",
          "Linux", "Linux",
          "X11", "Linux");

  private UserAgents() {}

  static Kind read(@Nullable String userAgent) {
    if (userAgent == null || userAgent.isBlank()) {
      return new Kind("Unknown program", "", Form.PROGRAM);
    }
    // Every browser calls itself Mozilla, and hardly any program does.
    return userAgent.startsWith("Mozilla/") ? browser(userAgent) : program(userAgent);
  }

  private static Kind browser(String userAgent) {
    return new Kind(
        first(BROWSERS, userAgent, "Unknown browser"),
        first(SYSTEMS, userAgent, "an unknown system"),
        form(userAgent));
  }

  private static Form form(String userAgent) {
    boolean android = userAgent.contains("Android");
    if (userAgent.contains("iPad") || (android && !userAgent.contains("Mobile"))) {
      return Form.TABLET;
    }
    return android || userAgent.contains("Mobile") ? Form.PHONE : Form.DESKTOP;
  }

  /** The name of the first product (RFC 9110 section 10.1.5), without its version. */
  private static Kind program(String userAgent) {
    String name = userAgent.strip().split("[/\\s;(]", 2)[0].toLowerCase(Locale.ROOT);
    String known = name.isEmpty() ? "Unknown program" : name;
    return new Kind(known.substring(0, Math.min(known.length(), NAME_MAX)), "", Form.PROGRAM);
  }

  private static String first(Map<String, String> names, String userAgent, String otherwise) {
    return names.entrySet().stream()
        .filter(name -> userAgent.contains(name.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(otherwise);
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> ordered = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      ordered.put(pairs[i], pairs[i + 1]);
    }
    return ordered;
  }
}
