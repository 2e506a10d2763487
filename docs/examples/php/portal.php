<?php
// What a portal does with a link: says whom it is for, and sets the password.
//
//     php portal.php STORE accounts
//     php portal.php STORE person TOKEN
//     php portal.php STORE redeem TOKEN PASSWORD
//
// STORE is the file of SQLite (php-sqlite3), or pgsql:host=…;dbname=navette;user=… for a user of the role navette_portal (php-pgsql).

declare(strict_types=1);

function openStore(string $address): PDO
{
    $isServer = str_starts_with($address, 'pgsql:');
    $store = new PDO($isServer ? $address : "sqlite:$address", null, null, [
        PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
        PDO::ATTR_TIMEOUT => 5,
    ]);
    if ($isServer) {
        $store->exec('SET search_path = navette');
    }
    return $store;
}

/** Everybody who may sign in. */
function accounts(PDO $store): array
{
    return $store->query(
        "SELECT number, last_name, first_name, email FROM portal_account WHERE status = 'active' ORDER BY number"
    )->fetchAll(PDO::FETCH_NUM);
}

/** For GET: whom the link is for; null when it does not work. Uses nothing. */
function person(PDO $store, string $token): ?array
{
    $query = $store->prepare(
        "SELECT a.number, a.first_name, a.last_name, t.purpose
         FROM portal_password_token t JOIN portal_account a ON a.id = t.account_id
         WHERE t.token_hash = ? AND t.used_at IS NULL AND t.revoked_at IS NULL AND a.status = 'active'
           AND (t.expires_at IS NULL OR t.expires_at > ?)"
    );
    $query->execute([hash('sha256', $token), gmdate('Y-m-d\TH:i:s\Z')]);
    return $query->fetch(PDO::FETCH_NUM) ?: null;
}

/** For POST: null when the password is set, else the reason. */
function redeem(PDO $store, string $token, string $password): ?string
{
    try {
        $store->prepare('INSERT INTO portal_redemption(token_hash, password_hash) VALUES (?, ?)')
            ->execute([hash('sha256', $token), password_hash($password, PASSWORD_DEFAULT)]);
    } catch (PDOException $error) {
        return reason($error->errorInfo ?? []) ?? throw $error;
    }
    return null;
}

/** The store's own words; null when it is no answer about the token: the store is busy, or not writable. */
function reason(array $said): ?string
{
    return match (true) {
        ($said[0] ?? '') === 'P0001' => preg_replace('/^ERROR:\s*|\n.*$/s', '', $said[2]),    // PostgreSQL
        ($said[1] ?? 0) === 19 => $said[2],                                                    // SQLite
        default => null,
    };
}

[, $address, $verb] = $argv;
$store = openStore($address);
$lines = match ($verb) {
    'accounts' => array_map(fn ($row) => implode(' ', array_map(fn ($value) => $value ?? '-', $row)), accounts($store)),
    'person' => [implode(' ', person($store, $argv[3]) ?? ['this link does not work'])],
    'redeem' => [redeem($store, $argv[3], $argv[4]) ?? 'the password is set'],
};
echo implode("\n", $lines), "\n";
