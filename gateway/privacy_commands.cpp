#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "gateway/commands.hpp"
#include "gateway/open_store.hpp"
#include "gateway/store/backup.hpp"
#include "gateway/store/erasing.hpp"
#include "gateway/store/exporting.hpp"
#include "gateway/store/forgetting.hpp"
#include "gateway/store/texters.hpp"

namespace warmline {
namespace {

using routing::TexterId;
namespace forgetting = store::forgetting;

constexpr std::string_view from_standard_input = "-";

// Whoever is meant; empty, and said on standard error, when there is nobody. A number is not
// repeated: what is printed may be kept.
std::optional<TexterId> find(OpenedStore& opened, const Whom& whom) {
  std::string number = whom.number;
  if (number == from_standard_input) std::getline(std::cin, number);
  const auto parsed = routing::PhoneNumber::parse(number);
  if (whom.codename.empty() && !parsed) {
    fmt::print(stderr,
               "warmline: that is no number: write it with + and country code, or as the short "
               "code that it is\n");
    return std::nullopt;
  }
  std::optional<TexterId> found;
  commit(*opened.database, [&](store::Writing& store) {
    found = whom.codename.empty() ? store::texters::find(store, *parsed)
                                  : store::texters::find_by_codename(store, whom.codename);
  });
  if (!found) {
    fmt::print(stderr, "warmline: there is nobody with that {}\n",
               whom.codename.empty() ? "number" : "codename");
  }
  return found;
}

std::string in_words(const forgetting::Held& held) {
  return fmt::format("texts: {}, notes: {}, conversations: {}", held.texts, held.notes,
                     held.conversations);
}

// False, and said why, unless somebody at a terminal agrees.
bool is_meant(const forgetting::Held& held) {
  if (::isatty(STDIN_FILENO) == 0) {
    fmt::print(stderr, "warmline: nobody is there to ask; add --yes to go on\n");
    return false;
  }
  fmt::print("{} will be forgotten, for good. {}\nGo on? Type yes: ", held.codename,
             in_words(held));
  std::fflush(stdout);
  std::string answer;
  std::getline(std::cin, answer);
  if (answer == "yes") return true;
  fmt::print(stderr, "warmline: nothing was changed\n");
  return false;
}

// In short jobs, so that a service on the same database goes on between them.
void forget_in_steps(store::Database& database, TexterId texter) {
  commit(database, [&](store::Writing& store) { forgetting::begin(store, texter); });
  for (bool is_more = true; is_more;) {
    commit(database, [&](store::Writing& store) { is_more = forgetting::go_on(store); });
  }
  for (store::erasing::Merging merging; !merging.is_done;) {
    commit(database,
           [&](store::Writing& store) { merging = store::erasing::merge_some(store, merging); });
  }
}

// Where records go: standard output, or a new file that its owner alone may read.
class Target {
 public:
  // Empty: standard output.
  explicit Target(const std::filesystem::path& file) : path_(file.string()) {
    if (path_.empty()) return;
    const int descriptor = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) fail();
    file_.reset(::fdopen(descriptor, "w"));
  }

  void write(const std::string& record) {
    if (std::fputs((record + '\n').c_str(), stream()) == EOF) fail();
  }
  void finish() {
    if (std::fflush(stream()) != 0) fail();
  }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  std::FILE* stream() const { return file_ ? file_.get() : stdout; }
  [[noreturn]] void fail() const {
    throw std::system_error(errno, std::generic_category(),
                            path_.empty() ? "standard output" : path_);
  }

  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace

int forget_texter(const std::filesystem::path& config_file, const Whom& whom, bool yes) {
  auto opened = open_store(config_file);
  if (!opened) return opened.error();
  auto& database = *opened->database;
  const auto texter = find(*opened, whom);
  if (!texter) return exit_failed;
  forgetting::Held held;
  commit(database, [&](store::Writing& store) { held = forgetting::held(store, *texter); });
  if (!yes && !is_meant(held)) return exit_failed;

  const std::string path = opened->config.store.path.string();
  forget_in_steps(database, *texter);
  store::backup::remove_copies_beside(path);
  fmt::print("{} is forgotten. {}\n", held.codename, in_words(held));
  if (!forgetting::empty_log(path)) {
    fmt::print(
        "The database's log could not be emptied yet, because it is being read. The service does "
        "it within a minute, or when it is started\n");
  }
  return exit_done;
}

int export_data(const std::filesystem::path& config_file, const Whom& whom,
                const std::filesystem::path& to) {
  auto opened = open_store(config_file);
  if (!opened) return opened.error();
  auto& database = *opened->database;
  std::optional<TexterId> texter;
  if (!whom.is_everybody()) {
    texter = find(*opened, whom);
    if (!texter) return exit_failed;
  }
  Target target(to);
  // On record before anything leaves.
  commit(database, [&](store::Writing& store) { store::exporting::record(store, texter); });
  const auto connection = database.reader();
  store::Reading reading{*connection, database.seal(), opened->environment.now()};
  const auto records = store::exporting::export_all(
      reading, texter, [&](const std::string& record) { target.write(record); });
  target.finish();
  if (!to.empty()) fmt::print("{} records are in {}\n", records, to.string());
  return exit_done;
}

}  // namespace warmline
