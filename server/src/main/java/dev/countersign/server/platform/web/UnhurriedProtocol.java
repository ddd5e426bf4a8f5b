package dev.countersign.server.platform.web;

import jakarta.servlet.ServletConnection;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP/1.1 as Tomcat speaks it, where a request may ask for more time until its answer is read, and
 * for the lock of its connection. Tomcat has one time-out for connecting, reading and writing, and
 * gives up a connection whose client takes nothing for that long; one that sends a long body first
 * and reads the answer after it is such a client. Public for Tomcat, which makes it by its name.
 */
public final class UnhurriedProtocol extends Http11NioProtocol {
  /** Lets this request's client take nothing of its answer for so long. */
  public static void allow(HttpServletRequest request, Duration time) {
    if (request.getServletConnection() instanceof Connection connection) {
      connection.socket.setWriteTimeout(time.toMillis());
    }
  }

  /**
   * What the container holds while it works on this request's connection, and so when it takes the
   * request's parts back to serve another with them. It does so by itself once a write has failed,
   * while the thread that wrote has yet to note the failure on those parts: so whoever answers on a
   * thread of its own holds this for each write, and first sees that the request is still theirs.
   * Spring guards its asynchronous answers against the same
   * (https://github.com/spring-projects/spring-framework/issues/32340).
   */
  public static Lock lock(HttpServletRequest request) {
    if (request.getServletConnection() instanceof Connection connection) {
      return connection.socket.getLock();
    }
    throw new IllegalStateException("the request did not come by this protocol");
  }

  @Override
  protected Processor createProcessor() {
    return new UnhurriedProcessor(this, getAdapter());
  }

  private static final class UnhurriedProcessor extends Http11Processor {
    private final AbstractHttp11Protocol<?> protocol;

    UnhurriedProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
      super(protocol, adapter);
      this.protocol = protocol;
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
      // What an earlier request of the same connection was allowed is not for the next.
      socket.setWriteTimeout(protocol.getConnectionTimeout());
      return super.service(socket);
    }

    @Override
    protected ServletConnection getServletConnection() {
      return new Connection(super.getServletConnection(), getSocketWrapper());
    }
  }

  private record Connection(ServletConnection tomcats, SocketWrapperBase<?> socket)
      implements ServletConnection {
    @Override
    public String getConnectionId() {
      return tomcats.getConnectionId();
    }

    @Override
    public String getProtocol() {
      return tomcats.getProtocol();
    }

    @Override
    public String getProtocolConnectionId() {
      return tomcats.getProtocolConnectionId();
    }

    @Override
    public boolean isSecure() {
      return tomcats.isSecure();
    }
  }
}
