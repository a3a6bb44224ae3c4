// A configuration in a folder of its own, for one test.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"

namespace warmline::config {

inline constexpr std::string_view written_token = "f00dfeedf00dfeedf00dfeedf00dfeed";

// A configuration without a fault: 23 lines, one carrier, one line; its token is in the file
// `token`.
std::string sound_toml();

// `text` with `from`, which has to be in it once, replaced.
std::string replaced(std::string text, std::string_view from, std::string_view to);

class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(std::string_view name, std::string_view content) const;

 private:
  std::filesystem::path path_;
};

// A Folder with the token, and the configuration as warmline.toml.
class Written {
 public:
  explicit Written(std::string_view toml);

  const Folder& folder() const { return folder_; }
  std::expected<Config, std::vector<Fault>> load(const Overrides& overrides = {}) const;
  // The faults as a person reads them, with the folder's name left out.
  std::vector<std::string> faults(const Overrides& overrides = {}) const;

 private:
  Folder folder_;
  std::filesystem::path file_;
};

}  // namespace warmline::config
