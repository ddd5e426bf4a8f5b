package dev.countersign.server.platform.web;

import dev.countersign.server.platform.web.TrustedProxies.Header;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * Gives a request from a trusted proxy the client's address and scheme. Tomcat's valve does so, but
 * takes every text for an address and knows no {@code Forwarded}; so what it gets to read is made
 * here. Only the header that the operator has named is believed: proxies pass the other one on as
 * the client wrote it.
 */
final class ForwardedValve extends RemoteIpValve {
  private static final String ADDRESS = "X-Forwarded-For";
  private static final String SCHEME = "X-Forwarded-Proto";
  private static final String STANDARD = "Forwarded";

  private final Header header;
  private final Predicate<String> trusted;

  ForwardedValve(Header header, Predicate<String> trusted) {
    this.header = header;
    this.trusted = trusted;
    // Only what a trusted proxy says gets to Tomcat's valve, which is not to judge that again: it
    // reads a list of addresses as a regular expression, unless one of them is a network.
    setInternalProxies(".*");
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    String peer = request.getRemoteAddr();
    if (!trusted.test(peer)) {
      getNext().invoke(request, response);
      return;
    }
    MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
    String client = ForwardedClient.of(peer, hops(request), trusted);
    headers.removeHeader(ADDRESS);
    // Without it, Tomcat's valve does not look at the scheme either.
    headers.setValue(ADDRESS).setString(client);
    if (header == Header.FORWARDED) {
      List<String> schemes = ForwardedClient.values(lines(request, STANDARD), "proto");
      headers.removeHeader(SCHEME);
      if (!schemes.isEmpty() && !schemes.getLast().isEmpty()) {
        headers.setValue(SCHEME).setString(schemes.getLast());
      }
    }
    super.invoke(request, response);
  }

  private List<String> hops(Request request) {
    return header == Header.FORWARDED
        ? ForwardedClient.values(lines(request, STANDARD), "for")
        : ForwardedClient.hops(lines(request, ADDRESS));
  }

  private static List<String> lines(Request request, String name) {
    return Collections.list(request.getHeaders(name));
  }
}
