#include "tests/config/written.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace warmline::config {

std::string sound_toml() {
  return R"([server]
listen = "127.0.0.1:8080"
public_url = "https://line.example.org"
[store]
path = "warmline.db"
[security]
master_key = { file = "master.key" }
[[carriers]]
name = "main"
kind = "twilio"
account_sid = "AC00000000000000000000000000000000"
auth_token = { file = "token" }
api_url = "https://api.twilio.com"
[[lines]]
name = "Community line"
number = "+15035550100"
carrier = "main"
time_zone = "America/Los_Angeles"
languages = ["en", "es"]
mode = "offer"
[lines.timing]
offer = 60
nudge = 240
)";
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  if (at == std::string::npos || text.find(from, at + 1) != std::string::npos) {
    throw std::logic_error("not there exactly once: " + std::string(from));
  }
  return text.replace(at, from.size(), to);
}

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "warmline-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path Folder::write(std::string_view name, std::string_view content) const {
  const auto file = path_ / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  return file;
}

Written::Written(std::string_view toml) : file_(folder_.write("warmline.toml", toml)) {
  folder_.write("token", written_token);
}

std::expected<Config, std::vector<Fault>> Written::load(const Overrides& overrides) const {
  return config::load(file_, overrides);
}

std::vector<std::string> Written::faults(const Overrides& overrides) const {
  std::vector<std::string> texts;
  const auto config = load(overrides);
  if (config) return texts;
  const std::string folder = folder_.path().string() + "/";
  for (const auto& fault : config.error()) {
    auto text = to_string(fault);
    for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder))
      text.erase(at, folder.size());
    texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace warmline::config
