package gotourl.http;

import gotourl.http.api.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The target of a request as it may be logged. Where secrets are shown somebody shows one in the
 * query some day: of a parameter that is not known there, neither name nor value is logged.
 */
final class LoggedTarget {

  private LoggedTarget() {}

  static String of(Request request) {
    if (ApiTarget.isOf(request)) {
      return knownOnly(request, Api::knowsParameter);
    }
    return AddPage.PATH.equals(request.path())
        ? knownOnly(request, Form.URL::equals)
        : request.uri();
  }

  private static String knownOnly(Request request, Predicate<String> known) {
    String path = "/" + request.rawPath();
    if (request.query().isEmpty()) {
      return path;
    }
    List<String> parts = new ArrayList<>();
    for (String part : request.query().split("&", -1)) {
      int equals = part.indexOf('=');
      parts.add(known.test(equals < 0 ? part : part.substring(0, equals)) ? part : "...");
    }
    return path + "?" + String.join("&", parts);
  }
}
