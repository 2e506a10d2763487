/// How `navette sync --watch` goes from run to run.
struct WatchSettings: Equatable, Sendable {
  /// How long changes are gathered for one run, in seconds, from the first on.
  var gather = 5
  /// How often a directory that does not tell of changes is looked at, in seconds.
  var pollEvery = 60
  /// How long nothing may happen before there is a run all the same, in seconds.
  var runEvery = 900
}
