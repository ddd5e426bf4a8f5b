package dev.countersign.server.statements;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes elements inside elements, so that the code has the shape of the document. */
final class XmlElements {
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
      writer.writeCharacters(text);
      writer.writeEndElement();
    });
  }

  void text(String name, String text, String attribute, String value) {
    step(() -> {
      writer.writeStartElement(name);
      writer.writeAttribute(attribute, value);
      writer.writeCharacters(text);
      writer.writeEndElement();
    });
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
