#include "config/secrets.hpp"

#include <array>
#include <cstdlib>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace warmline::config {
namespace {

// Far above any token: who points at a database or a device by mistake hears of it.
constexpr std::size_t secret_bytes_max = 4096;

constexpr std::string_view secret_example = "{ file = \"…\" } or { env = \"…\" }";

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::optional<Secret> from_file(const SecretPlace& place, Faults& faults) {
  const std::string source = fmt::format("file {}", place.file.string());
  std::error_code error;
  std::ifstream in(place.file, std::ios::binary);
  if (!in || std::filesystem::is_directory(place.file, error)) {
    faults.add(place.where,
               fmt::format("{} cannot be read: see that it exists and that this user may read it",
                           source));
    return std::nullopt;
  }
  std::array<char, secret_bytes_max + 1> buffer{};
  in.read(buffer.data(), buffer.size());
  const auto size = static_cast<std::size_t>(in.gcount());
  if (size > secret_bytes_max) {
    faults.add(place.where, fmt::format("{} is larger than {} bytes: that is no secret", source,
                                        secret_bytes_max));
    return std::nullopt;
  }
  const auto value = trimmed({buffer.data(), size});
  if (value.empty()) {
    faults.add(place.where, fmt::format("{} is empty: put the secret into it", source));
    return std::nullopt;
  }
  return Secret(std::string(value), source);
}

std::optional<Secret> from_environment(const SecretPlace& place, Faults& faults) {
  const std::string source = fmt::format("environment variable {}", place.where.value);
  // load() runs before any thread is started.
  const char* value = std::getenv(place.where.value.c_str());  // NOLINT(concurrency-mt-unsafe)
  if (value == nullptr) {
    faults.add(place.where,
               fmt::format("{} is not set: set it where the service is started", source));
    return std::nullopt;
  }
  if (trimmed(value).empty()) {
    faults.add(place.where, fmt::format("{} is empty: give it the secret", source));
    return std::nullopt;
  }
  return Secret(std::string(trimmed(value)), source);
}

}  // namespace

std::optional<SecretPlace> read_secret_place(const Section& section, std::string_view name,
                                             const std::filesystem::path& folder, Faults& faults) {
  const auto* node = section.node(name, secret_example);
  if (node == nullptr) return std::nullopt;
  if (!node->is_table()) {
    faults.add(
        line_of(*node), section.key(name),
        fmt::format("is a secret, which never stands in this file: write {}", secret_example));
    return std::nullopt;
  }
  const auto place = section.optional_table(name);
  if (place.has("file") == place.has("env")) {
    faults.add(line_of(*node), section.key(name), fmt::format("must be either {}", secret_example));
    return std::nullopt;
  }
  const bool in_file = place.has("file");
  auto where = place.optional_text(in_file ? "file" : "env");
  if (!where) return std::nullopt;
  SecretPlace found{.where = std::move(*where), .in_file = in_file, .file = {}};
  if (in_file) found.file = (folder / found.where.value).lexically_normal();
  return found;
}

std::optional<Secret> read_secret(const SecretPlace& place, Faults& faults) {
  return place.in_file ? from_file(place, faults) : from_environment(place, faults);
}

std::optional<MasterKey> read_master_key(const Section& security,
                                         const std::filesystem::path& folder, Faults& faults) {
  const auto place = read_secret_place(security, "master_key", folder, faults);
  if (!place) return std::nullopt;
  std::error_code error;
  if (place->in_file && !std::filesystem::exists(place->file, error) && !error) {
    return MasterKey{.key = {}, .file = place->file, .must_create = true};
  }
  const auto text = read_secret(*place, faults);
  if (!text) return std::nullopt;
  auto raw = decode_master_key(text->reveal());
  if (!raw) {
    faults.add(
        place->where,
        fmt::format("{} holds no master key, which is {} bytes as base64 or as {} hexadecimal "
                    "digits: bring back the key that this database was made with",
                    text->source(), master_key_bytes, 2 * master_key_bytes));
    return std::nullopt;
  }
  return MasterKey{
      .key = Secret(std::move(*raw), text->source()), .file = place->file, .must_create = false};
}

}  // namespace warmline::config
