package dev.countersign.server.platform.web;

import dev.countersign.server.platform.problem.UnstorableTextException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.type.LogicalType;

/** Reads text, and only text, that can be stored as it is. */
final class StorableText extends StdDeserializer<String> {
  StorableText() {
    super(String.class);
  }

  @Override
  public LogicalType logicalType() {
    return LogicalType.Textual;
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return (String) context.handleUnexpectedToken(String.class, parser);
    }
    return storable(parser.getString(), context);
  }

  private static String storable(String text, DeserializationContext context) {
    if (!TextRules.isStorable(text)) {
      throw new UnstorableTextException(context.getParser());
    }
    return text;
  }

  /** The names of a map, which are stored as its values are. */
  static final class Name extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return storable(key, context);
    }
  }
}
