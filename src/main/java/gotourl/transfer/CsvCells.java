package gotourl.transfer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.List;

/** Takes the rows of a CSV apart. */
final class CsvCells {

  private final CsvReader.CsvReaderBuilder reader;

  CsvCells(char separator) {
    reader = CsvReader.builder().fieldSeparator(separator).skipEmptyLines(false);
  }

  /**
   * @param row as {@link CsvRows} cut it out: not empty, and without its end
   */
  List<String> of(String row) throws RowFault {
    try {
      return reader.ofSingleCsvRecord(row).getFields();
    } catch (CsvParseException e) {
      throw new RowFault("characters behind the quote that closes a cell");
    }
  }
}
