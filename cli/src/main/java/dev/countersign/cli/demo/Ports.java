package dev.countersign.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds a port to listen on. */
final class Ports {
  private static final int FIRST = 8080;
  private static final int TRIED = 200;

  private Ports() {}

  /** 8080, or the next one that is free. */
  static int nextFree() {
    for (int port = FIRST; port < FIRST + TRIED; port++) {
      if (isFree(port)) {
        return port;
      }
    }
    throw new DemoFailedException(
        "No port from %d to %d is free. Name one with --port.".formatted(FIRST, FIRST + TRIED - 1));
  }

  /** This one, if it is free; any that is, for 0. */
  static int require(int port) {
    // Another service on it would answer in our place.
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new DemoFailedException("Port %d is not free.".formatted(port), e);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
