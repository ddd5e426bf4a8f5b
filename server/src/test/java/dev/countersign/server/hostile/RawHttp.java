package dev.countersign.server.hostile;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bytes to the server and an answer back, with no library in between that would refuse to send what
 * an attacker sends. A connection is used again until the server ends it.
 */
final class RawHttp implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 15_000;

  private final int port;
  private Socket socket;
  private InputStream in;

  RawHttp(int port) throws IOException {
    this.port = port;
    this.socket = connect();
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** An answer; headers by lower-case name. */
  record Answer(int status, Map<String, String> headers, String text) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** Sends a whole request; a read that takes 15 seconds is a hung request and throws. */
  Answer send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    socket.getOutputStream().flush();
    Answer answer = read();
    if (answer.header("connection").equalsIgnoreCase("close")) {
      reconnect();
    }
    return answer;
  }

  /** A fresh connection, after an answer that could not be followed by another. */
  void reconnect() throws IOException {
    socket.close();
    socket = connect();
    in = new BufferedInputStream(socket.getInputStream());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private Socket connect() throws IOException {
    Socket fresh = new Socket(InetAddress.getLoopbackAddress(), port);
    fresh.setSoTimeout(TIMEOUT_MILLIS);
    fresh.setTcpNoDelay(true);
    return fresh;
  }

  private Answer read() throws IOException {
    String statusLine = line();
    int status = Integer.parseInt(statusLine.substring(9, 12));
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Answer(status, headers, new String(body(status, headers), StandardCharsets.UTF_8));
  }

  private byte[] body(int status, Map<String, String> headers) throws IOException {
    if (status == 204 || status == 304) {
      return new byte[0];
    }
    if (headers.getOrDefault("transfer-encoding", "").contains("chunked")) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      for (int size = chunk(); size > 0; size = chunk()) {
        whole.write(in.readNBytes(size));
        line();
      }
      line();
      return whole.toByteArray();
    }
    String length = headers.get("content-length");
    return length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line().strip(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int at = in.read(); at != '\n'; at = in.read()) {
      if (at < 0) {
        throw new IOException("the server ended the connection without an answer");
      }
      if (at != '\r') {
        line.append((char) at);
      }
    }
    return line.toString();
  }
}
