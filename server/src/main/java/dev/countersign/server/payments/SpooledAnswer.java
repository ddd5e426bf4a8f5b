package dev.countersign.server.payments;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An answer that a client may read while it still sends, or only after that: what it does not take
 * waits, up to a few pieces in memory and beyond that in a file, while a thread of its own sends.
 * Whoever writes here therefore never waits for the client, which else may wait for him: both sides
 * would send, and neither read. The file has no name from its first moment on and ends with the
 * answer.
 */
final class SpooledAnswer extends OutputStream {
  /** Kept in memory at most, for a client that keeps up. */
  private static final int MEMORY_MAX = 1024 * 1024;

  private static final int PIECE = 64 * 1024;

  private final OutputStream client;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<byte[]> memory = new ArrayDeque<>();
  private int inMemory;
  private @Nullable FileChannel file;
  private long fileWritten;
  private long fileRead;
  private boolean ended;
  private @Nullable IOException broken;
  private @Nullable Thread sender;

  /**
   * @param client untouched until something is written
   */
  SpooledAnswer(OutputStream client) {
    this.client = client;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      if (broken != null) {
        throw new IOException("the client is gone", broken);
      }
      keep(ByteBuffer.wrap(bytes, offset, length));
      if (sender == null) {
        sender = Thread.ofVirtual().name("spooled-answer").start(this::send);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // In order: memory is sent before the file, so nothing goes there while the file has some.
  private void keep(ByteBuffer bytes) throws IOException {
    if (isFileSent() && inMemory + bytes.remaining() <= MEMORY_MAX) {
      keepInMemory(bytes);
      return;
    }
    try {
      FileChannel kept = file == null ? unnamed() : file;
      file = kept;
      while (bytes.hasRemaining()) {
        fileWritten += kept.write(bytes, fileWritten);
      }
    } catch (IOException noRoom) {
      // A full disk makes the client's pace ours, as it would be without a file.
      while (broken == null && !(isFileSent() && memory.isEmpty())) {
        changed.awaitUninterruptibly();
      }
      keepInMemory(bytes);
    }
  }

  private boolean isFileSent() {
    return fileRead == fileWritten;
  }

  private void keepInMemory(ByteBuffer bytes) {
    byte[] piece = new byte[bytes.remaining()];
    bytes.get(piece);
    memory.add(piece);
    inMemory += piece.length;
  }

  private static FileChannel unnamed() throws IOException {
    Path path = Files.createTempFile("countersign-answer", null);
    try {
      return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(path);
    }
  }

  private void send() {
    try {
      for (byte[] piece = next(); piece.length > 0; piece = next()) {
        client.write(piece);
        if (isAllTaken()) {
          client.flush();
        }
      }
    } catch (IOException e) {
      lock.lock();
      try {
        broken = e;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private boolean isAllTaken() {
    lock.lock();
    try {
      return memory.isEmpty() && isFileSent();
    } finally {
      lock.unlock();
    }
  }

  /** What is to be sent next; empty after the last. */
  private byte[] next() throws IOException {
    lock.lock();
    try {
      while (memory.isEmpty() && isFileSent() && !ended) {
        changed.awaitUninterruptibly();
      }
      byte[] kept = memory.poll();
      if (kept != null) {
        inMemory -= kept.length;
      } else {
        kept = file == null ? new byte[0] : fromFile(file);
      }
      changed.signalAll();
      return kept;
    } finally {
      lock.unlock();
    }
  }

  private byte[] fromFile(FileChannel kept) throws IOException {
    byte[] piece = new byte[(int) Math.min(PIECE, fileWritten - fileRead)];
    ByteBuffer buffer = ByteBuffer.wrap(piece);
    while (buffer.hasRemaining()) {
      fileRead += kept.read(buffer, fileRead);
    }
    if (fileRead == fileWritten) {
      // The client has caught up: the room is given back.
      kept.truncate(0);
      fileRead = 0;
      fileWritten = 0;
    }
    return piece;
  }

  /** Waits until everything is sent. */
  @Override
  public void close() throws IOException {
    Thread sending;
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
      sending = sender;
    } finally {
      lock.unlock();
    }
    try {
      if (sending != null) {
        sending.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the answer was sent", e);
    } finally {
      if (file != null) {
        file.close();
      }
    }
    if (broken != null) {
      throw new IOException("the client is gone", broken);
    }
  }
}
