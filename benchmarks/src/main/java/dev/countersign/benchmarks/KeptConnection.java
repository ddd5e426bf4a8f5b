package dev.countersign.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Requests one after the other in one connection, opened anew where it ended. For one thread. */
final class KeptConnection implements AutoCloseable {
  private final URI base;
  private @Nullable Socket socket;
  private InputStream in = InputStream.nullInputStream();
  private int sent;

  KeptConnection(URI base) {
    this.base = base;
  }

  /** The status of the answer. */
  int send(byte[] request) throws IOException {
    Socket open = socket;
    if (open == null || sent == HttpLoad.KEPT) {
      close();
      open = new Socket(base.getHost(), base.getPort());
      open.setTcpNoDelay(true);
      in = new BufferedInputStream(open.getInputStream(), 8192);
      socket = open;
      sent = 0;
    }
    sent++;
    try {
      open.getOutputStream().write(request);
      return HttpLoad.readAnswer(in);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
