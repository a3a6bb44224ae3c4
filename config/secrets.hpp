// Secrets where the configuration says they are: in a file or in the environment.
#pragma once

#include <filesystem>
#include <optional>

#include "config/master_key.hpp"
#include "config/reader.hpp"
#include "config/secret.hpp"

namespace warmline::config {

// { file = "…" } or { env = "…" }: one of them.
struct SecretPlace {
  Found<std::string> where;
  bool in_file = true;
  std::filesystem::path file;  // absolute; empty when in the environment
};

// Where the secret `name` of `section` is to be found. `folder`: what relative paths are relative
// to.
std::optional<SecretPlace> read_secret_place(const Section& section, std::string_view name,
                                             const std::filesystem::path& folder, Faults& faults);
// What is there, without white space around it.
std::optional<Secret> read_secret(const SecretPlace& place, Faults& faults);

// A missing file is no fault here; one that holds no key is.
std::optional<MasterKey> read_master_key(const Section& security,
                                         const std::filesystem::path& folder, Faults& faults);

}  // namespace warmline::config
