// A new master key, while a service runs: it goes on with the keys that it has opened, which are
// wrapped anew under the new one.
#pragma once

#include <filesystem>
#include <functional>

#include "config/config.hpp"
#include "gateway/environment.hpp"
#include "gateway/store/seal.hpp"

namespace warmline {

// The key that the configuration gives. Throws store::Unusable when there is none yet.
store::MasterKey master_key(const config::MasterKey& configured);

// Where the new key stands until everything is wrapped under it.
std::filesystem::path next_key_file(const std::filesystem::path& key_file);

// A rekey that was interrupted when the database had the new key already, and the key file not: the
// new key takes its place, here and on disk. True when there was one. Before the database is
// opened.
bool finish_rekey(config::Config& config);

// Changes the key in the configured file. `between` is called between any two steps; whatever
// becomes of the process there, the database opens with the key file or, after finish_rekey(), with
// the one next to it, and nothing is lost by doing it again. Throws store::Unusable in words.
void change_key_file(config::Config config, const Environment& environment,
                     const std::function<void()>& between = {});

// Changes a key that the environment gives. `show` gets the new one, as it is to be put there,
// before anything is changed. Throws store::Unusable in words.
void change_key_of_environment(const config::Config& config, const Environment& environment,
                               const std::function<void(const std::string&)>& show);

}  // namespace warmline
