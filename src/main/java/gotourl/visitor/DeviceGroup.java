package gotourl.visitor;

import org.jspecify.annotations.Nullable;

/** What a rule can say of a device: one kind, or several at once. The words are Shlink's. */
public enum DeviceGroup {
  ANDROID("android"),
  IOS("ios"),
  MOBILE("mobile"),
  WINDOWS("windows"),
  MACOS("macos"),
  LINUX("linux"),
  CHROMEOS("chromeos"),
  DESKTOP("desktop");

  private final String word;

  DeviceGroup(String word) {
    this.word = word;
  }

  /** What it is called in a rule. */
  public String word() {
    return word;
  }

  public boolean has(Device device) {
    return switch (this) {
      case ANDROID -> device == Device.ANDROID;
      case IOS -> device == Device.IOS;
      case MOBILE -> device == Device.ANDROID || device == Device.IOS;
      case WINDOWS -> device == Device.WINDOWS;
      case MACOS -> device == Device.MACOS;
      case LINUX -> device == Device.LINUX;
      case CHROMEOS -> device == Device.CHROMEOS;
      case DESKTOP ->
          WINDOWS.has(device) || MACOS.has(device) || LINUX.has(device) || CHROMEOS.has(device);
    };
  }

  /** The group of this name, in any case; {@code null} if there is none. */
  public static @Nullable DeviceGroup named(String word) {
    for (DeviceGroup group : values()) {
      if (group.word.equalsIgnoreCase(word)) {
        return group;
      }
    }
    return null;
  }
}
