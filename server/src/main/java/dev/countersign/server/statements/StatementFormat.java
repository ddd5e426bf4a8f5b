package dev.countersign.server.statements;

import java.util.Optional;
import java.util.stream.Stream;

/** In what a statement can be written. */
public enum StatementFormat {
  /** RFC 4180. */
  CSV("csv", "text/csv;charset=UTF-8", "csv"),
  PDF("pdf", "application/pdf", "pdf"),
  /** ISO 20022, camt.053.001.08. */
  CAMT_053("camt.053", "application/xml", "xml");

  private final String wireName;
  private final String mediaType;
  private final String extension;

  StatementFormat(String wireName, String mediaType, String extension) {
    this.wireName = wireName;
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /** The format of a name; empty for none. */
  public static Optional<StatementFormat> find(String name) {
    return Stream.of(values()).filter(format -> format.wireName.equals(name)).findFirst();
  }

  /** The name by which to ask for it. */
  public String wireName() {
    return wireName;
  }

  public String mediaType() {
    return mediaType;
  }

  /** What the name of a file ends in. */
  public String extension() {
    return extension;
  }
}
