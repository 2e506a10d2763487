import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What a portal does with a link: says whom it is for, and sets the password.
 *
 * <pre>
 *     java -cp sqlite-jdbc.jar Portal.java STORE accounts
 *     java -cp sqlite-jdbc.jar Portal.java STORE person TOKEN
 *     java -cp sqlite-jdbc.jar Portal.java STORE redeem TOKEN PASSWORD
 * </pre>
 *
 * STORE is the file of SQLite, or jdbc:postgresql://HOST/navette?user=… for a user of the role navette_portal, with
 * postgresql.jar in the class path.
 */
public final class Portal {
  private static final int CONSTRAINT = 19;

  static Connection open(String address) throws SQLException {
    var isServer = address.startsWith("jdbc:postgresql:");
    var store = DriverManager.getConnection(isServer ? address : "jdbc:sqlite:" + address);
    try (var statement = store.createStatement()) {
      statement.execute(isServer ? "SET search_path = navette" : "PRAGMA busy_timeout = 5000");
    }
    return store;
  }

  static String hashOf(String token) throws GeneralSecurityException {
    var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  /** Everybody who may sign in. */
  static List<String> accounts(Connection store) throws SQLException {
    var people = new ArrayList<String>();
    try (var query = store.prepareStatement("""
            SELECT number, last_name, first_name, email FROM portal_account WHERE status = 'active' ORDER BY number
            """);
        var rows = query.executeQuery()) {
      while (rows.next()) {
        var email = Optional.ofNullable(rows.getString(4)).orElse("-");
        people.add(String.join(" ", rows.getString(1), rows.getString(2), rows.getString(3), email));
      }
    }
    return people;
  }

  /** For GET: whom the link is for; empty when it does not work. Uses nothing. */
  static Optional<String> person(Connection store, String token) throws SQLException, GeneralSecurityException {
    try (var query = store.prepareStatement("""
        SELECT a.number, a.first_name, a.last_name, t.purpose
        FROM portal_password_token t JOIN portal_account a ON a.id = t.account_id
        WHERE t.token_hash = ? AND t.used_at IS NULL AND t.revoked_at IS NULL AND a.status = 'active'
          AND (t.expires_at IS NULL OR t.expires_at > ?)
        """)) {
      query.setString(1, hashOf(token));
      query.setString(2, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      try (var rows = query.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        return Optional.of(
            String.join(" ", rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
      }
    }
  }

  /** For POST: empty when the password is set, else the reason. */
  static Optional<String> redeem(Connection store, String token, String password)
      throws SQLException, GeneralSecurityException {
    try (var insert = store.prepareStatement(
        "INSERT INTO portal_redemption(token_hash, password_hash) VALUES (?, ?)")) {
      insert.setString(1, hashOf(token));
      insert.setString(2, passwordHash(password));
      insert.executeUpdate();
      return Optional.empty();
    } catch (SQLException error) {
      // The drivers put something around the store's own words.
      if ("P0001".equals(error.getSQLState())) {
        return Optional.of(error.getMessage().replaceFirst("^ERROR: ", "").lines().findFirst().orElse(""));
      }
      if ((error.getErrorCode() & 0xff) == CONSTRAINT) {
        return Optional.of(error.getMessage().replaceFirst("^.*\\((.*)\\)$", "$1"));
      }
      throw error; // not an answer about the token: the store is busy, or not writable
    }
  }

  /** Made for passwords, slow on purpose (RFC 8018). */
  static String passwordHash(String password) throws GeneralSecurityException {
    var salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    var key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
        .generateSecret(new PBEKeySpec(password.toCharArray(), salt, 600_000, 256)).getEncoded();
    var encoder = Base64.getEncoder();
    return "pbkdf2-sha256$600000$" + encoder.encodeToString(salt) + "$" + encoder.encodeToString(key);
  }

  public static void main(String[] words) throws SQLException, GeneralSecurityException {
    try (var store = open(words[0])) {
      switch (words[1]) {
        case "accounts" -> accounts(store).forEach(System.out::println);
        case "person" -> System.out.println(person(store, words[2]).orElse("this link does not work"));
        case "redeem" -> System.out.println(redeem(store, words[2], words[3]).orElse("the password is set"));
        default -> throw new IllegalArgumentException(words[1]);
      }
    }
  }
}
