package dev.countersign.server.platform.web;

import dev.countersign.server.platform.problem.BodyTooLargeException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request whose body cannot be read beyond a number of bytes. */
final class LimitedBody extends HttpServletRequestWrapper {
  private final long bytesMax;
  private @Nullable ServletInputStream stream;
  private @Nullable BufferedReader reader;

  LimitedBody(HttpServletRequest request, long bytesMax) {
    super(request);
    this.bytesMax = bytesMax;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    ServletInputStream limited = stream;
    if (limited == null) {
      limited = new LimitedStream(super.getInputStream(), bytesMax);
      stream = limited;
    }
    return limited;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    BufferedReader limited = reader;
    if (limited == null) {
      String encoding = getCharacterEncoding();
      Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
      limited = new BufferedReader(new InputStreamReader(getInputStream(), charset));
      reader = limited;
    }
    return limited;
  }

  private static final class LimitedStream extends ServletInputStream {
    private final ServletInputStream body;
    private final long bytesMax;
    private long bytesRead;

    LimitedStream(ServletInputStream body, long bytesMax) {
      this.body = body;
      this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
      int next = body.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = body.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int bytes) throws IOException {
      bytesRead += bytes;
      if (bytesRead > bytesMax) {
        throw new BodyTooLargeException(bytesMax);
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
