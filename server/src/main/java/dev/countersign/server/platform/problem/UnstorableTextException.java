package dev.countersign.server.platform.problem;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** A text in a body holds characters that can be neither stored nor shown. */
public final class UnstorableTextException extends MismatchedInputException {
  private static final long serialVersionUID = 1L;

  public UnstorableTextException(JsonParser parser) {
    super(parser, "text with control characters or half of a surrogate pair");
  }
}
