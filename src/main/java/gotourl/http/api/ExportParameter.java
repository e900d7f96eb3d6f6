package gotourl.http.api;

import gotourl.transfer.ExportForm;
import gotourl.transfer.ExportOptions;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The parameters of an export, one entry each. */
enum ExportParameter {
  FORM(
      "form",
      "What is written: " + ExportForm.words() + "; without it, goto.",
      "{\"type\": \"string\", \"default\": \"goto\"}"),
  SENSITIVE(
      "sensitive",
      "true: hashes of secrets and passwords, and what codes are generated from, go along. Takes"
          + " the scope admin.",
      "{\"type\": \"boolean\", \"default\": false}");

  private final String name;
  private final String words;
  private final String schema;

  ExportParameter(String name, String words, String schema) {
    this.name = name;
    this.words = words;
    this.schema = schema;
  }

  static Optional<ExportParameter> of(String name) {
    return Arrays.stream(values()).filter(parameter -> parameter.name.equals(name)).findFirst();
  }

  /** In the query. */
  String label() {
    return name;
  }

  /** For people. */
  String words() {
    return words;
  }

  /** A JSON object. */
  String schema() {
    return schema;
  }

  static ExportOptions read(Call call) throws Refused {
    Faults faults = new Faults();
    Map<ExportParameter, String> said = new EnumMap<>(ExportParameter.class);
    for (Call.Parameter each : Methods.parameters(call)) {
      Optional<ExportParameter> known = of(each.name());
      if (known.isEmpty()) {
        faults.add(Fault.shape(each.name(), "is unknown"));
      } else if (said.put(known.get(), each.value()) != null) {
        faults.add(Fault.shape(each.name(), "stands there more than once"));
      }
    }
    Optional<ExportForm> form = ExportForm.named(said.getOrDefault(FORM, "goto"));
    if (form.isEmpty()) {
      faults.add(Fault.shape(FORM.name, "is none of " + ExportForm.words()));
    }
    String sensitive = said.getOrDefault(SENSITIVE, "false");
    if (!sensitive.equals("true") && !sensitive.equals("false")) {
      faults.add(Fault.shape(SENSITIVE.name, "must be true or false"));
    } else if (sensitive.equals("true") && form.filter(ExportForm.GOTO::equals).isEmpty()) {
      faults.add(Fault.shape(SENSITIVE.name, "is only for the form goto"));
    }
    faults.refuseIfAny();
    return new ExportOptions(form.orElseThrow(), sensitive.equals("true"));
  }
}
