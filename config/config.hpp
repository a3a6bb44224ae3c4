// What an operator sets: read once at the start from one TOML file. `warmline.example.toml` next to
// this file explains every key; an unknown key is a fault.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/fault.hpp"
#include "config/master_key.hpp"
#include "config/secret.hpp"
#include "routing/line.hpp"

namespace warmline::config {

// Where the service listens: an address literal, never a name.
struct Listen {
  std::string host;        // "127.0.0.1", "::1" (no brackets)
  std::uint16_t port = 0;  // 0: the system picks a free one
};

struct Server {
  Listen listen;
  // What the carrier was told and signatures are checked against: scheme, host and perhaps a port,
  // without a slash at the end. https, or http on loopback.
  std::string public_url;
};

struct Store {
  std::filesystem::path path;  // the database file, absolute
};

struct Security {
  MasterKey master_key;
};

enum class CarrierKind { twilio };
std::string_view to_string(CarrierKind kind);

struct Carrier {
  std::string name;  // its webhooks are /webhooks/{name}/…
  CarrierKind kind = CarrierKind::twilio;
  std::string account_sid;
  Secret auth_token;
  std::string api_url;  // without a slash at the end
};

struct Config {
  Server server;
  Store store;
  Security security;
  std::vector<Carrier> carriers;     // one at least; names differ
  std::vector<routing::Line> lines;  // one at least; names and numbers differ. Each `id` is nil:
                                     // the store gives it, by number
};

// What a command says instead of the file. The file's own value need not be there then.
struct Overrides {
  // What relative paths are relative to, instead of the file's own folder.
  std::optional<std::filesystem::path> directory;
  std::optional<std::string> listen;  // as in the file: "127.0.0.1:8080"
  std::optional<std::string> public_url;
};

// Reads the configuration, its secrets and its wording. All faults at once, in the order of their
// lines. Reads files and the environment: call it before any thread is started. A missing master
// key file is no fault: see MasterKey::must_create.
std::expected<Config, std::vector<Fault>> load(const std::filesystem::path& file,
                                               const Overrides& overrides = {});

// Every key that load() knows, as "server.listen", "lines[].timing.offer".
std::vector<std::string> known_keys();

// Whether `host`, an address literal, with or without brackets, or "localhost", is this machine
// alone.
bool is_loopback(std::string_view host);

}  // namespace warmline::config
