package dev.countersign.server.platform.web;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the client behind proxies. What is said is read from right to left, for each proxy appends
 * whom it heard: as long as a trusted one says it, it is believed. Where a hop cannot be read
 * ({@code unknown}, a made-up name, rubbish), whoever said so stands for the client.
 */
final class ForwardedClient {
  private static final int HOPS_MAX = 32;

  private static final Pattern IPV4 =
      Pattern.compile("((?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

  /** An address with a port, which is not of interest. */
  private static final Pattern IPV4_WITH_PORT = Pattern.compile("([0-9.]{7,15}):[0-9]{1,5}");

  private static final Pattern BRACKETED =
      Pattern.compile("\\[([0-9a-fA-F:.]{2,45})](?::[0-9]{1,5})?");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  /** One {@code for} or {@code proto} of RFC 7239, its value a token or quoted. */
  private static final Pattern PAIR =
      Pattern.compile(
          "\\s*(for|proto)\\s*=\\s*(?:\"([^\"\\\\]*)\"|([^\\s;,\"]*))\\s*",
          Pattern.CASE_INSENSITIVE);

  private ForwardedClient() {}

  /**
   * The address of the client.
   *
   * @param peer who is connected
   * @param hops whom they say to speak for, from the client on
   */
  static String of(String peer, List<String> hops, Predicate<String> trusted) {
    String client = peer;
    int oldest = Math.max(0, hops.size() - HOPS_MAX);
    for (int i = hops.size() - 1; i >= oldest && trusted.test(client); i--) {
      Optional<String> hop = address(hops.get(i));
      if (hop.isEmpty()) {
        return client;
      }
      client = hop.get();
    }
    return client;
  }

  /** The hops of all {@code X-Forwarded-For} lines, in order. */
  static List<String> hops(List<String> lines) {
    return lines.stream().flatMap(line -> List.of(line.split(",", -1)).stream()).toList();
  }

  /** The values of one parameter in all {@code Forwarded} lines (RFC 7239 §4), in order. */
  static List<String> values(List<String> lines, String parameter) {
    List<String> values = new ArrayList<>();
    for (String line : lines) {
      for (String element : line.split(",", -1)) {
        String value = "";
        for (String pair : element.split(";", -1)) {
          Matcher matcher = PAIR.matcher(pair);
          if (matcher.matches() && matcher.group(1).toLowerCase(Locale.ROOT).equals(parameter)) {
            value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
          }
        }
        // An element without it keeps its place: its proxy said nothing that can be read.
        values.add(value);
      }
    }
    return values;
  }

  /** Reads an address with or without port and brackets; empty for anything else. */
  static Optional<String> address(String hop) {
    String text = hop.strip();
    Matcher port = IPV4_WITH_PORT.matcher(text);
    if (port.matches()) {
      text = port.group(1);
    }
    if (IPV4.matcher(text).matches()) {
      return Optional.of(text);
    }
    Matcher bracketed = BRACKETED.matcher(text);
    if (bracketed.matches()) {
      text = bracketed.group(1);
    }
    if (!IPV6.matcher(text).matches() || text.indexOf(':') < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
