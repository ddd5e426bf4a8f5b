package dev.countersign.server.events;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.problem.ProblemWriter;
import dev.countersign.server.platform.web.CrossOriginSettings;
import dev.countersign.server.platform.web.ForeignPages;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with a WebSocket. It says nothing that server-sent events do not, and hears nothing:
 * whatever a reader sends is passed over. A page of another site is refused before the socket is
 * open, unless its origin may call the API (RFC 6455 §10.2).
 */
final class SocketHandler extends StreamHandler {
  private static final Logger LOG = LoggerFactory.getLogger(SocketHandler.class);
  private static final String SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";
  private static final long SEND_MILLIS = 10_000;
  private static final int INCOMING_MAX = 1_024;

  private final CrossOriginSettings origins;
  private final JsonMapper json;

  SocketHandler(
      EventStreams streams,
      EventWishes wishes,
      ProblemWriter problems,
      CrossOriginSettings origins,
      JsonMapper json) {
    super(streams, wishes, problems);
    this.origins = origins;
    this.json = json;
  }

  @Override
  void stream(Admitted admitted, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    boolean open = false;
    try {
      requireOwnPage(request);
      upgrade(admitted, request, response);
      // A handshake that is wrong in itself is answered by the container.
      open = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
    } catch (DeploymentException e) {
      throw new ServletException(e);
    } finally {
      if (!open) {
        admitted.seat().close();
      }
    }
  }

  private void requireOwnPage(HttpServletRequest request) {
    if (ForeignPages.isForeign(request) && !origins.allow(request.getHeader(HttpHeaders.ORIGIN))) {
      throw new ProblemException(
          ErrorCode.ORIGIN_NOT_ALLOWED,
          "Pages of this origin may not open a socket. The operator can name it in"
              + " COUNTERSIGN_CORS_ORIGINS.");
    }
  }

  private void upgrade(Admitted admitted, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException, DeploymentException {
    if (!(request.getServletContext().getAttribute(ServerContainer.class.getName())
        instanceof ServerContainer container)) {
      throw new IllegalStateException("the web server has no WebSocket container");
    }
    ServerEndpointConfig config =
        ServerEndpointConfig.Builder.create(Socket.class, request.getServletPath())
            .configurator(new OneEndpoint(new Socket(admitted, json)))
            .build();
    container.upgradeHttpToWebSocket(request, response, config, Map.of());
  }

  /** The endpoint of one socket. */
  private static final class Socket extends Endpoint {
    private final Admitted admitted;
    private final JsonMapper json;

    Socket(Admitted admitted, JsonMapper json) {
      this.admitted = admitted;
      this.json = json;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.getUserProperties().put(SEND_TIMEOUT, SEND_MILLIS);
      session.setMaxIdleTimeout(0);
      session.setMaxTextMessageBufferSize(INCOMING_MAX);
      session.setMaxBinaryMessageBufferSize(INCOMING_MAX);
      session.addMessageHandler(
          String.class,
          (MessageHandler.Whole<String>) text -> LOG.trace("A reader said something"));
      admitted.serve(new SocketEvents(session, json), () -> closed(session));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      LOG.debug("A socket of events was closed: {}", reason.getCloseCode());
    }

    @Override
    public void onError(Session session, Throwable failure) {
      LOG.debug("A socket of events failed", failure);
    }

    private static void closed(Session session) {
      try {
        session.close();
      } catch (IOException gone) {
        LOG.debug("A socket of events was gone already", gone);
      }
    }
  }

  /** Hands out the one endpoint that knows whom it serves. */
  private static final class OneEndpoint extends ServerEndpointConfig.Configurator {
    private final Socket endpoint;

    OneEndpoint(Socket endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return type.cast(endpoint);
    }

    // Judged before the handshake.
    @Override
    public boolean checkOrigin(String origin) {
      return true;
    }
  }
}
