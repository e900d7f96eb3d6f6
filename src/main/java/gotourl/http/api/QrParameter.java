package gotourl.http.api;

import gotourl.http.api.Call.Parameter;
import gotourl.qr.ImageStyle;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a picture, as {@link ListParameter} is for lists: one entry each says what it
 * is called and what its schema is. What they may be is for {@link ImageStyle} to say, which calls
 * them the same.
 */
enum QrParameter {
  SIZE(
      "size",
      "Pixels on a side, margin included. A PNG needs a pixel for each module at least.",
      """
      {"type": "integer", "minimum": 64, "maximum": 2048, "default": 300}
      """),
  MARGIN(
      "margin",
      "Modules that stay light around the code; scanners want 4, most do with 2.",
      """
      {"type": "integer", "minimum": 0, "maximum": 16, "default": 4}
      """),
  COLOR(
      "color",
      "Of the code: three or six hexadecimal digits; clearly darker than the background.",
      """
      {"type": "string", "default": "000000"}
      """),
  BACKGROUND(
      "background",
      "Three or six hexadecimal digits.",
      """
      {"type": "string", "default": "ffffff"}
      """),
  ERROR_CORRECTION(
      "errorCorrection",
      "How much may be dirty or torn: 7, 15, 25 or 30 percent; more where it costs no room.",
      """
      {"type": "string", "enum": ["L", "M", "Q", "H"], "default": "M"}
      """);

  private static final Map<String, QrParameter> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toMap(parameter -> parameter.name, Function.identity()));

  private final String name;
  private final String words;
  private final String schema;

  QrParameter(String name, String words, String schema) {
    this.name = name;
    this.words = words;
    this.schema = schema;
  }

  static @Nullable QrParameter of(String name) {
    return BY_NAME.get(name);
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
    return schema.strip();
  }

  /** How a call wants its picture. */
  static ImageStyle.Valid read(Call call) throws Refused {
    Faults faults = new Faults();
    Map<QrParameter, String> wished = new EnumMap<>(QrParameter.class);
    for (Parameter parameter : Methods.parameters(call)) {
      QrParameter known = of(parameter.name());
      if (known == null) {
        faults.add(Fault.shape(parameter.name(), "is unknown"));
      } else if (wished.put(known, parameter.value()) != null) {
        faults.add(Fault.shape(parameter.name(), "stands there more than once"));
      }
    }
    ImageStyle.Parsed parsed =
        ImageStyle.parse(
            new ImageStyle.Wish(
                wished.get(SIZE),
                wished.get(MARGIN),
                wished.get(COLOR),
                wished.get(BACKGROUND),
                wished.get(ERROR_CORRECTION)));
    if (parsed instanceof ImageStyle.Invalid(List<ImageStyle.Fault> wrong)) {
      wrong.forEach(fault -> faults.add(Fault.shape(fault.part(), fault.reason())));
    }
    faults.refuseIfAny();
    return (ImageStyle.Valid) parsed;
  }
}
