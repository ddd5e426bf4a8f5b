package dev.countersign.server.statements;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes elements inside elements, so that the code has the shape of the document. */
final class XmlElements {
  private static final int REPLACEMENT = 0xFFFD;

  private final XMLStreamWriter writer;

  XmlElements(XMLStreamWriter writer) {
    this.writer = writer;
  }

  /** What could not be written. */
  private static final class Unwritten extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unwritten(XMLStreamException cause) {
      super(cause);
    }
  }

  private interface Step {
    void run() throws XMLStreamException;
  }

  void document(String root, String namespace, Runnable content) {
    step(() -> {
      writer.writeStartDocument("UTF-8", "1.0");
      writer.writeStartElement(root);
      writer.writeDefaultNamespace(namespace);
    });
    content.run();
    step(() -> {
      writer.writeEndElement();
      writer.writeEndDocument();
    });
  }

  void in(String name, Runnable content) {
    step(() -> writer.writeStartElement(name));
    content.run();
    step(writer::writeEndElement);
  }

  void text(String name, String text) {
    step(() -> {
      writer.writeStartElement(name);
      writer.writeCharacters(sayable(text));
      writer.writeEndElement();
    });
  }

  void text(String name, String text, String attribute, String value) {
    step(() -> {
      writer.writeStartElement(name);
      writer.writeAttribute(attribute, value);
      writer.writeCharacters(sayable(text));
      writer.writeEndElement();
    });
  }

  // XML 1.0 has no form for control characters, halves of pairs and the two last of a plane.
  private static String sayable(String text) {
    return text.codePoints().allMatch(XmlElements::isSayable)
        ? text
        : text.codePoints()
            .map(codePoint -> isSayable(codePoint) ? codePoint : REPLACEMENT)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean isSayable(int codePoint) {
    return codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r'
        || (codePoint >= 0x20 && codePoint <= 0xD7FF)
        || (codePoint >= 0xE000 && codePoint <= 0xFFFD)
        || codePoint >= 0x10000;
  }

  void flush() {
    step(writer::flush);
  }

  private static void step(Step step) {
    try {
      step.run();
    } catch (XMLStreamException e) {
      throw new Unwritten(e);
    }
  }
}
