package dev.countersign.server.platform.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address, or a network of them in CIDR form (RFC 4632, RFC 4291 §2.3), of IPv4 or IPv6.
 *
 * @param network the address with all bits beyond the prefix cleared
 * @param prefix how many bits of it count
 */
public record AddressRange(InetAddress network, int prefix) {
  // Strict, because the JDK also reads 10.1 as 10.0.0.1.
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,3}(?:\\.\\d{1,3}){3})|([0-9a-fA-F:.]{2,45}))(?:/(\\d{1,3}))?");

  /** Empty for what is none. */
  public static Optional<AddressRange> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || (matcher.group(2) != null && !matcher.group(2).contains(":"))) {
      return Optional.empty();
    }
    try {
      String literal = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      InetAddress address = InetAddress.ofLiteral(literal);
      int bits = address.getAddress().length * Byte.SIZE;
      int prefix = matcher.group(3) == null ? bits : Integer.parseInt(matcher.group(3));
      return prefix <= bits
          ? Optional.of(new AddressRange(masked(address, prefix), prefix))
          : Optional.empty();
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /** Whether an address lies within; an IPv4 address is its IPv6-mapped form too. */
  public boolean contains(InetAddress address) {
    return address.getAddress().length == network.getAddress().length
        && masked(address, prefix).equals(network);
  }

  /** The one spelling. */
  public String text() {
    int bits = network.getAddress().length * Byte.SIZE;
    return network.getHostAddress() + (prefix == bits ? "" : "/" + prefix);
  }

  private static InetAddress masked(InetAddress address, int prefix) {
    byte[] bytes = address.getAddress();
    int whole = prefix / Byte.SIZE;
    if (whole < bytes.length) {
      bytes[whole] = (byte) (bytes[whole] & (0xff00 >> (prefix % Byte.SIZE)));
      Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address kept its length", impossible);
    }
  }
}
