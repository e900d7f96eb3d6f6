package gotourl.bench.store.peers;

import gotourl.bench.store.Blocking;
import gotourl.bench.store.Engine;
import gotourl.bench.store.Links;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * SQLite with a write-ahead log, synced at each commit ({@code synchronous=FULL}), one table
 * without row ids, the file mapped. It has one writer at a time, so adds in flight wait in the
 * client: one insert a transaction. A finder keeps its read transaction. No checksums are verified:
 * it has none.
 */
final class SqlitePeer implements Engine {

  private static final int LOAD_BATCH = 100_000;
  private static final long MAP_BYTES = 64L << 30;

  /** Makes it. */
  public static final class Maker implements Engine.Maker {
    @Override
    public String name() {
      return "sqlite";
    }

    @Override
    public Engine open(Path directory) throws SQLException {
      return new SqlitePeer(directory);
    }
  }

  private final String url;
  private final Connection writer;

  SqlitePeer(Path directory) throws SQLException {
    url = "jdbc:sqlite:" + directory.resolve("links.db");
    writer = connect();
    execute(
        writer,
        "CREATE TABLE IF NOT EXISTS link(code BLOB PRIMARY KEY, target BLOB NOT NULL) WITHOUT"
            + " ROWID");
  }

  private Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    execute(connection, "PRAGMA journal_mode=WAL");
    execute(connection, "PRAGMA synchronous=FULL");
    execute(connection, "PRAGMA mmap_size=" + MAP_BYTES);
    return connection;
  }

  private static void execute(Connection connection, String statement) throws SQLException {
    try (Statement each = connection.createStatement()) {
      each.execute(statement);
    }
  }

  private PreparedStatement insert() throws SQLException {
    return writer.prepareStatement("INSERT INTO link(code, target) VALUES (?, ?)");
  }

  private static void insert(PreparedStatement insert, Links links, long number)
      throws SQLException {
    insert.setBytes(1, Bytes.code(links, number));
    insert.setBytes(2, Bytes.target(links, number));
    insert.executeUpdate();
  }

  @Override
  public long adds(Links links, int inFlight, long nanos) throws Exception {
    try (PreparedStatement insert = insert()) {
      return Blocking.adds(1, 1, nanos, number -> insert(insert, links, number));
    }
  }

  @Override
  public void load(Links links, long count) throws SQLException {
    writer.setAutoCommit(false);
    try (PreparedStatement insert = insert()) {
      for (long number = 0; number < count; number++) {
        insert(insert, links, number);
        if (number % LOAD_BATCH == LOAD_BATCH - 1) {
          writer.commit();
        }
      }
      writer.commit();
    } finally {
      writer.setAutoCommit(true);
    }
  }

  @Override
  public void settle() throws SQLException {
    execute(writer, "PRAGMA wal_checkpoint(TRUNCATE)");
  }

  @Override
  public Finder finder() throws SQLException {
    return new StatementFinder(connect());
  }

  private static final class StatementFinder implements Finder {

    private final Connection connection;
    private final PreparedStatement select;

    StatementFinder(Connection connection) throws SQLException {
      this.connection = connection;
      connection.setAutoCommit(false);
      select = connection.prepareStatement("SELECT target FROM link WHERE code = ?");
    }

    @Override
    public boolean find(byte[] code) throws SQLException {
      select.setBytes(1, code);
      try (ResultSet row = select.executeQuery()) {
        return row.next() && Links.belongs(code, row.getBytes(1));
      }
    }

    @Override
    public void close() throws IOException {
      SqlitePeer.close(connection); // its statements with it
    }
  }

  @Override
  public void close() throws IOException {
    close(writer);
  }

  private static void close(Connection connection) throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
