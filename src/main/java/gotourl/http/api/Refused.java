package gotourl.http.api;

/** A call ends here; what it is told stands in the response. Thrown and caught in this room. */
final class Refused extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Response response;

  Refused(Response response) {
    super(null, null, false, false);
    this.response = response;
  }

  Refused(Problem problem, String detail) {
    this(Problems.of(problem, detail));
  }

  Response response() {
    return response;
  }
}
