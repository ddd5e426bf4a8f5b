package dev.countersign.testsupport.openapi;

/**
 * One answer of the service, with the question it belongs to.
 *
 * @param method of the request, in capitals
 * @param path of the request, without a query
 * @param status of the answer
 * @param contentType of the answer, empty where it has none
 * @param body of the answer
 */
public record Exchange(String method, String path, int status, String contentType, String body) {
  String mediaType() {
    int parameters = contentType.indexOf(';');
    return (parameters < 0 ? contentType : contentType.substring(0, parameters)).strip();
  }

  @Override
  public String toString() {
    return method + " " + path + " -> " + status + " " + contentType;
  }
}
