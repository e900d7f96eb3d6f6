package gotourl.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict little reader of the text format of Prometheus: whatever it does not know is a mistake.
 *
 * <pre>
 *   # HELP name words        once, before the samples of its name
 *   # TYPE name type         after it
 *   name{label="value",…} number
 * </pre>
 */
public final class Scrape {

  private static final Pattern HELP = Pattern.compile("# HELP ([a-z_]+) (\\S.*)");
  private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_]+) (counter|gauge|histogram)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-z_]+)(\\{[a-z]+=\"[A-Za-z0-9_.+ ()-]*\"\\})?"
              + " ([+-]?[0-9.]+(?:E[+-]?[0-9]+)?|NaN|\\+Inf)");

  private final Map<String, Double> samples = new HashMap<>();
  private final Map<String, String> types = new HashMap<>();

  public Scrape(byte[] text) {
    this(new String(text, UTF_8));
  }

  public Scrape(String text) {
    if (!text.endsWith("\n")) {
      throw new AssertionError("the last line has no end");
    }
    String helped = "";
    String family = "";
    for (String line : text.lines().toList()) {
      Matcher help = HELP.matcher(line);
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (help.matches()) {
        helped = help.group(1);
      } else if (type.matches()) {
        family = type.group(1);
        require(family.equals(helped), line);
        require(types.put(family, type.group(2)) == null, line);
      } else if (sample.matches()) {
        require(belongs(sample.group(1), family), line);
        String labels = sample.group(2) == null ? "" : sample.group(2);
        double value = Double.parseDouble(sample.group(3).replace("+Inf", "Infinity"));
        require(samples.put(sample.group(1) + labels, value) == null, line);
      } else {
        throw new AssertionError("not a line of the format: " + line);
      }
    }
    types.forEach((name, type) -> {
      if (type.equals("histogram")) {
        checkHistogram(name);
      }
    });
  }

  private boolean belongs(String name, String family) {
    return "histogram".equals(types.get(family))
        ? List.of(family + "_bucket", family + "_sum", family + "_count").contains(name)
        : name.equals(family);
  }

  /** Buckets never shrink, and the last one has all. */
  private void checkHistogram(String name) {
    List<double[]> buckets = new ArrayList<>();
    samples.forEach((sample, value) -> {
      if (sample.startsWith(name + "_bucket{le=\"")) {
        String bound = sample.substring(name.length() + 12, sample.length() - 2);
        buckets.add(new double[] {Double.parseDouble(bound.replace("+Inf", "Infinity")), value});
      }
    });
    buckets.sort((a, b) -> Double.compare(a[0], b[0]));
    for (int i = 1; i < buckets.size(); i++) {
      require(buckets.get(i)[1] >= buckets.get(i - 1)[1], name);
    }
    require(buckets.getLast()[0] == Double.POSITIVE_INFINITY, name);
    require(buckets.getLast()[1] == value(name + "_count"), name);
  }

  private static void require(boolean condition, String line) {
    if (!condition) {
      throw new AssertionError("out of place: " + line);
    }
  }

  /** Of a sample as it is written: {@code goto_redirects_total{outcome="unknown"}}. */
  public double value(String sample) {
    Double value = samples.get(sample);
    if (value == null) {
      throw new AssertionError("there is no " + sample + " in " + samples.keySet());
    }
    return value;
  }

  /** The names of all metrics. */
  public List<String> names() {
    return types.keySet().stream().sorted().toList();
  }

  /** How many samples there are. */
  public int size() {
    return samples.size();
  }
}
