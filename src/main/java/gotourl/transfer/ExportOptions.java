package gotourl.transfer;

/**
 * What is to leave, and how.
 *
 * @param isSensitive whether what opens something goes along: hashes of secrets and passwords, and
 *     what codes are generated from. Only {@link ExportForm#GOTO} can say it
 */
public record ExportOptions(ExportForm form, boolean isSensitive) {}
