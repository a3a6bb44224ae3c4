#include <chrono>
#include <cstdio>
#include <thread>

#include <fmt/format.h>

#include "gateway/app.hpp"
#include "gateway/commands.hpp"
#include "gateway/rekey.hpp"
#include "gateway/store/backup.hpp"
#include "gateway/store/checksum.hpp"
#include "gateway/store/restore.hpp"
#include "gateway/store/verify.hpp"

namespace warmline {
namespace {

// Between two pieces of a copy: the disk is the service's first.
constexpr std::chrono::milliseconds copying_pause{2};

// The configuration with its master key: nothing here makes a new one.
std::expected<config::Config, int> load_with_key(const std::filesystem::path& config_file) {
  auto config = load_or_explain(config_file);
  if (!config) return config;
  if (config->security.master_key.must_create) {
    fmt::print(stderr,
               "warmline: there is no master key in {}. Put back the one that belongs to the "
               "database or copy\n",
               config->security.master_key.file.string());
    return std::unexpected(exit_failed);
  }
  finish_rekey(*config);
  return config;
}

void print_counts(const store::Verified& verified) {
  fmt::print(
      "looked at: lines {}, staff {}, texters {} ({} forgotten), conversations {}, texts and notes "
      "{} ({} to be sent), events {}\n",
      verified.lines, verified.staff, verified.texters, verified.forgotten, verified.conversations,
      verified.texts, verified.outbox, verified.events);
}

void print_findings(const store::Verified& verified) {
  if (verified.is_whole()) {
    fmt::print("all of it is whole\n");
    return;
  }
  for (const auto& line : verified.wrong.lines()) fmt::print("{}\n", line);
  fmt::print("{} things are wrong\n", verified.wrong.count());
}

void print_keys(const BackupOptions& options, const store::backup::Made& made) {
  if (options.with_keys) {
    fmt::print(
        "The keys of {} texters are in it, so it can be read with the master key alone, and brings "
        "back whoever is forgotten after today. Delete it when it is no longer needed\n",
        made.keys);
  } else if (options.keys_to.empty()) {
    fmt::print(
        "No keys are in it: they are in the database alone. Should that be lost, nobody can read "
        "the copy. Keep a copy of the keys in another place: --keys-to FILE\n");
  } else {
    fmt::print(
        "The keys of {} texters, wrapped under the master key, are in {}. Keep copy, keys "
        "and master key in three places, and no keys but the latest\n",
        made.keys, options.keys_to.string());
  }
}

std::string_view words_for(store::restore::KeysFrom from) {
  switch (from) {
    case store::restore::KeysFrom::the_copy:
      return "the copy itself";
    case store::restore::KeysFrom::their_file:
      return "their own file";
    case store::restore::KeysFrom::the_replaced_database:
      return "the database that was here";
  }
  return {};
}

void print_replaced(const store::restore::Restored& restored) {
  if (!restored.replaced) return;
  fmt::print(
      "What was here is now {}. It holds keys, and goes in a week, or when somebody is forgotten\n",
      restored.replaced->string());
  if (restored.replaced_was_readable) return;
  fmt::print("It could not be read: whoever said STOP after the copy was made is not known here\n");
}

}  // namespace

int make_backup(const std::filesystem::path& config_file, const BackupOptions& options) {
  const auto config = load_or_explain(config_file);
  if (!config) return config.error();
  store::backup::Wanted wanted{.database = config->store.path.string(),
                               .to = options.to,
                               .with_keys = options.with_keys,
                               .keys_to = {},
                               .pause = [] { std::this_thread::sleep_for(copying_pause); }};
  if (!options.keys_to.empty()) wanted.keys_to = options.keys_to;
  const auto made = store::backup::make(wanted);
  fmt::print("copied {} texts and notes, {} bytes, to {}\n", made.texts, made.bytes,
             options.to.string());
  fmt::print("SHA-256 {} (in {})\n", made.sha256, store::checksum::path_for(options.to).string());
  print_keys(options, made);
  return exit_done;
}

int restore_backup(const std::filesystem::path& config_file, const RestoreOptions& options) {
  const auto config = load_with_key(config_file);
  if (!config) return config.error();
  const auto environment = real_environment();
  store::restore::Wanted wanted{.database = config->store.path.string(),
                                .from = options.from,
                                .keys = {},
                                .despite_damage = options.despite_damage,
                                .master = master_key(config->security.master_key),
                                .random = environment.random,
                                .clock = environment.now};
  if (!options.keys.empty()) wanted.keys = options.keys;
  const auto restored = store::restore::restore(wanted);
  fmt::print("restored {} from {}, with the keys of {}\n", wanted.database, options.from.string(),
             words_for(restored.keys));
  print_findings(restored.verified);
  print_counts(restored.verified);
  if (!restored.checksum_was_there) {
    fmt::print("There was no {} to check it against\n",
               store::checksum::path_for(options.from).string());
  }
  fmt::print(
      "Forgotten again: {}. Kept to their STOP: {}. Shown as unknown, because they may have "
      "been sent since: {} texts\n",
      restored.forgotten_again, restored.opted_out_again, restored.shown_as_unknown);
  fmt::print(
      "Everybody signs in again. Look at `staff list`: whoever was disabled since the copy "
      "was made is not disabled in it\n");
  print_replaced(restored);
  return exit_done;
}

int verify_database(const std::filesystem::path& config_file) {
  const auto config = load_with_key(config_file);
  if (!config) return config.error();
  const auto verified =
      store::verify(config->store.path.string(), master_key(config->security.master_key));
  print_counts(verified);
  print_findings(verified);
  return verified.is_whole() ? exit_done : exit_failed;
}

int change_master_key(const std::filesystem::path& config_file, bool print) {
  const auto config = load_with_key(config_file);
  if (!config) return config.error();
  const auto& key = config->security.master_key;
  const auto environment = real_environment();
  if (!key.file.empty()) {
    change_key_file(*config, environment);
    fmt::print(
        "{} holds a new master key. Back it up, apart from the database; keep the old one "
        "for as long as you keep copies made before\n",
        key.file.string());
    return exit_done;
  }
  if (!print) {
    fmt::print(stderr,
               "warmline: the master key comes from the {}, where no command can put it. "
               "`rekey --print` prints the new one: have a safe place for it at hand\n",
               key.key.source());
    return exit_failed;
  }
  change_key_of_environment(*config, environment, [](const std::string& text) {
    fmt::print("{}\n", text);
    if (std::fflush(stdout) != 0) throw store::Unusable("the new key can't be printed");
  });
  fmt::print(stderr,
             "That is the master key from now on: put it into the {} before the service is started "
             "again. Keep the old one for as long as you keep copies made before\n",
             key.key.source());
  return exit_done;
}

}  // namespace warmline
