#include "config/config.hpp"

#include <algorithm>
#include <cmath>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "config/address.hpp"
#include "config/hours.hpp"
#include "config/reader.hpp"
#include "config/retention.hpp"
#include "config/schema.hpp"
#include "config/secrets.hpp"
#include "config/time_zone.hpp"
#include "config/unknown_keys.hpp"
#include "config/wording.hpp"

namespace warmline::config {
namespace {

namespace fs = std::filesystem;

constexpr double timing_seconds_max = std::chrono::duration<double>(routing::wait_most).count();
constexpr std::string_view api_url_by_default = "https://api.twilio.com";

// Values that have to differ from each other.
class Distinct {
 public:
  void add(const Found<std::string>& one, Faults& faults) {
    const auto first = std::ranges::find(all_, one.value, &Found<std::string>::value);
    if (first == all_.end()) {
      all_.push_back(one);
    } else {
      faults.add(one, fmt::format("is the same as {} on line {}: each needs its own", first->key,
                                  first->line));
    }
  }
  std::vector<std::string> values() const {
    std::vector<std::string> values;
    for (const auto& one : all_) values.push_back(one.value);
    return values;
  }

 private:
  std::vector<Found<std::string>> all_;
};

// What the parts of one file have in common while it is read.
struct Reading {
  Faults& faults;
  fs::path folder;  // what relative paths are relative to
  Overrides overrides;
};

std::optional<Found<std::string>> overridden_or(const std::optional<std::string>& override,
                                                const Section& section, std::string_view name,
                                                std::string_view example) {
  if (!override) return section.text(name, example);
  return Found<std::string>{.value = *override, .line = section.line(), .key = section.key(name)};
}

std::optional<Server> read_server(const Section& root, Reading& reading) {
  const auto section = root.table("server", "[server]");
  const auto listen =
      overridden_or(reading.overrides.listen, section, "listen", "\"127.0.0.1:8080\"");
  const auto url = overridden_or(reading.overrides.public_url, section, "public_url",
                                 "\"https://line.example.org\"");
  std::optional<Listen> address;
  std::optional<std::string> origin;
  if (listen) {
    if (auto read = read_listen(listen->value)) {
      address = std::move(*read);
    } else {
      reading.faults.add(*listen, read.error());
    }
  }
  if (url) {
    if (auto read = read_origin(url->value)) {
      origin = std::move(*read);
    } else {
      reading.faults.add(*url, read.error());
    }
  }
  if (!address || !origin) return std::nullopt;
  return Server{.listen = std::move(*address), .public_url = std::move(*origin)};
}

std::optional<Store> read_store(const Section& root, Reading& reading) {
  const auto path = root.table("store", "[store]").text("path", "\"warmline.db\"");
  if (!path) return std::nullopt;
  return Store{.path = (reading.folder / path->value).lexically_normal()};
}

// A carrier's name is a part of its webhooks' paths.
bool is_path_segment(std::string_view name) {
  return name.size() <= 32 && std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

// "AC" and 32 hexadecimal digits: https://www.twilio.com/docs/glossary/what-is-a-sid
bool is_account_sid(std::string_view sid) {
  return sid.size() == 34 && sid.starts_with("AC") &&
         std::ranges::all_of(sid.substr(2), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::optional<Carrier> read_carrier(const Section& section, Distinct& names, Reading& reading) {
  auto& faults = reading.faults;
  Carrier carrier;
  if (const auto name = section.text("name", "\"main\"")) {
    if (!is_path_segment(name->value)) {
      faults.add(*name,
                 "must be at most 32 of a-z, 0-9, - and _: it is part of the webhooks' paths");
    }
    names.add(*name, faults);
    carrier.name = name->value;
  }
  const auto kind = section.text("kind", "\"twilio\"");
  if (kind && kind->value != to_string(CarrierKind::twilio)) {
    faults.add(*kind, "is not a known kind of carrier: there is \"twilio\"");
  }
  if (const auto sid = section.text("account_sid", "\"AC…\"")) {
    if (!is_account_sid(sid->value)) {
      faults.add(*sid, "must be AC and 32 digits 0-9 and a-f, as the carrier's console shows it");
    }
    carrier.account_sid = sid->value;
  }
  if (const auto place = read_secret_place(section, "auth_token", reading.folder, faults)) {
    carrier.auth_token = read_secret(*place, faults).value_or(Secret());
  }
  const auto api_url = section.optional_text("api_url");
  auto origin = read_origin(api_url ? std::string_view(api_url->value) : api_url_by_default);
  if (!origin) faults.add(*api_url, origin.error());
  carrier.api_url = std::move(origin).value_or("");
  return faults.empty() ? std::optional(std::move(carrier)) : std::nullopt;
}

routing::Duration read_wait(const Section& timing, std::string_view name,
                            routing::Duration by_default, Faults& faults) {
  const auto seconds = timing.optional_number(name);
  if (!seconds) return by_default;
  // Written so that NaN, of which nothing is true, fails it.
  const bool fits = seconds->value > 0 && seconds->value <= timing_seconds_max;
  const auto wait = fits ? std::llround(seconds->value * 1e6) : 0;
  if (wait == 0) {
    faults.add(*seconds,
               fmt::format("must be more than 0 and at most {} seconds", timing_seconds_max));
    return by_default;
  }
  return routing::Duration(wait);
}

routing::Timing read_timing(const Section& line, Faults& faults) {
  const auto section = line.optional_table("timing");
  routing::Timing timing;
  for (const auto name : routing::wait_names()) {
    auto& wait = *routing::wait_named(timing, name);
    wait = read_wait(section, name, wait, faults);
  }
  return timing;
}

std::optional<routing::PhoneNumber> read_number(const Section& line, Distinct& numbers,
                                                Faults& faults) {
  const auto text = line.text("number", "\"+15035550100\"");
  if (!text) return std::nullopt;
  auto number = routing::PhoneNumber::parse(text->value);
  if (!number || number->kind() == routing::PhoneNumber::Kind::alphanumeric) {
    faults.add(*text,
               "must be a number that can be texted: + and country code, such as \"+15035550100\", "
               "or a short code");
    return std::nullopt;
  }
  numbers.add({.value = number->dialable(), .line = text->line, .key = text->key}, faults);
  return std::move(*number);
}

routing::LineMode read_mode(const Section& line, Faults& faults) {
  const auto text = line.optional_text("mode");
  const auto mode = text ? routing::parse_line_mode(text->value) : routing::LineMode::offer;
  if (!mode) faults.add(*text, "is not a known mode: there are \"offer\", \"pull\" and \"auto\"");
  return mode.value_or(routing::LineMode::offer);
}

std::string read_carrier_name(const Section& line, const Distinct& carriers, Faults& faults) {
  const auto name = line.text("carrier", "\"main\"");
  if (!name) return {};
  const auto known = carriers.values();
  // Without any carrier that has a name there is a fault about that already.
  if (!known.empty() && std::ranges::find(known, name->value) == known.end()) {
    const auto meant = nearest(name->value, known);
    faults.add(*name,
               meant ? fmt::format("is no carrier's name: did you mean {}?", *meant)
                     : fmt::format("is no carrier's name: there are {}", fmt::join(known, ", ")));
  }
  return name->value;
}

struct LineNames {
  Distinct names;
  Distinct numbers;
};

std::optional<routing::Line> read_line(const Section& section, LineNames& seen,
                                       const Distinct& carriers, WordingShelf& shelf,
                                       Faults& faults) {
  const auto name = section.text("name", "\"Community line\"");
  if (name) seen.names.add(*name, faults);
  auto number = read_number(section, seen.numbers, faults);
  auto carrier = read_carrier_name(section, carriers, faults);
  const auto time_zone = section.text("time_zone", "\"America/Los_Angeles\"");
  if (time_zone) {
    if (auto wrong = time_zone_fault(time_zone->value)) faults.add(*time_zone, std::move(*wrong));
  }
  Distinct languages;
  std::vector<routing::Wording> wording;
  for (const auto& language : section.texts("languages", "[\"en\"]")) {
    languages.add(language, faults);
    if (auto words = shelf.find(language, faults)) wording.push_back(std::move(*words));
  }
  const auto mode = read_mode(section, faults);
  const auto timing = read_timing(section, faults);
  auto hours = read_hours(section, faults);
  const auto retention = read_retention(section, faults);
  if (!faults.empty() || !number) return std::nullopt;
  return routing::Line{.id = {},
                       .name = name->value,
                       .number = std::move(*number),
                       .carrier = std::move(carrier),
                       .time_zone = time_zone->value,
                       .languages = languages.values(),
                       .mode = mode,
                       .timing = timing,
                       .wording = std::move(wording),
                       .retention = retention,
                       .hours = std::move(hours)};
}

fs::path read_wording_folder(const Section& root, Reading& reading) {
  const auto directory = root.optional_table("wording").optional_text("directory");
  if (!directory) return {};
  auto folder = (reading.folder / directory->value).lexically_normal();
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    reading.faults.add(*directory,
                       fmt::format("{} is not a folder that can be read", folder.string()));
    return {};
  }
  return folder;
}

Config read_config(const toml::table& table, Reading& reading) {
  const Section root(reading.faults, &table, {});
  Config config;
  report_unknown_keys(table, reading.faults);
  config.server = read_server(root, reading).value_or(Server());
  config.store = read_store(root, reading).value_or(Store());
  config.security.master_key =
      read_master_key(root.table("security", "[security]"), reading.folder, reading.faults)
          .value_or(MasterKey());
  Distinct carriers;
  for (const auto& section : root.tables("carriers")) {
    if (auto carrier = read_carrier(section, carriers, reading))
      config.carriers.push_back(std::move(*carrier));
  }
  WordingShelf shelf(read_wording_folder(root, reading));
  LineNames seen;
  for (const auto& section : root.tables("lines")) {
    auto line = read_line(section, seen, carriers, shelf, reading.faults);
    if (line) config.lines.push_back(std::move(*line));
  }
  return config;
}

}  // namespace

std::string_view to_string(CarrierKind kind) {
  switch (kind) {
    case CarrierKind::twilio:
      return "twilio";
  }
  std::unreachable();
}

std::vector<std::string> known_keys() {
  return {schema().begin(), schema().end()};
}

std::expected<Config, std::vector<Fault>> load(const fs::path& file, const Overrides& overrides) {
  Faults faults(file);
  const auto table = parse_file(file, faults);
  if (!table) return std::unexpected(faults.in_order());
  const auto folder = overrides.directory.value_or(file.parent_path());
  Reading reading{.faults = faults,
                  .folder = fs::absolute(folder.empty() ? "." : folder),
                  .overrides = overrides};
  auto config = read_config(*table, reading);
  if (!faults.empty()) return std::unexpected(faults.in_order());
  return config;
}

}  // namespace warmline::config
